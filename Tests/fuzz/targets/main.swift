import Fuzzer
import Glibc

/// `fuzz --list`, or `fuzz TARGET [LIBFUZZER'S OPTIONS] CORPUS...`
let arguments = CommandLine.arguments
if arguments.dropFirst() == ["--list"] {
    for target in FuzzTarget.allCases { print(target.rawValue) }
    exit(0)
}
guard arguments.count > 1, let target = FuzzTarget(rawValue: arguments[1]) else {
    print("fuzz: name one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))")
    exit(64)
}
target.choose()
var count = Int32(arguments.count - 1)
var strings: [UnsafeMutablePointer<CChar>?] = ([arguments[0]] + arguments.dropFirst(2)).map { strdup($0) } + [nil]
strings.withUnsafeMutableBufferPointer { buffer in
    var start = buffer.baseAddress
    _ = LLVMFuzzerRunDriver(&count, &start) { bytes, size in
        FuzzTarget.runChosen(UnsafeBufferPointer(start: bytes, count: size))
        return 0
    }
}
