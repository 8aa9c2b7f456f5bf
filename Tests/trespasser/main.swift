import CGI
import CTrespasser
import Site
import Web

#if canImport(Glibc)
import Glibc
#endif

/// For sandbox.bats: a route with the rights that READS, WRITES and TOOLS name, which does once what TRY says with FILE
/// (and TO), and answers what came of it: `done`, or the error. With NARROW it gives up all but the uploads before.

func variable(_ name: String) -> String {
    getenv(name).map { String(cString: $0) } ?? ""
}

func stores(_ names: String) -> Stores {
    let known: [(name: Substring, store: Stores)] = [
        ("site", .site), ("members", .members), ("uploads", .uploads), ("own", .own), ("log", .log),
    ]
    let parts = names.split(separator: ",")
    return known.reduce(into: []) { if parts.contains($1.name) { $0.insert($1.store) } }
}

func tools(_ names: String) -> Tools {
    switch names {
    case "vips": .vips
    case "qrencode": .qrencode
    default: []
    }
}

/// Starts FILE and waits for its end.
func spawn() -> Int32 {
    var pid: pid_t = 0
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(file), strdup("--version"), nil]
    let code = posix_spawn(&pid, file, nil, nil, &arguments, nil)
    guard code == 0 else {
        errno = code
        return -1
    }
    var status: Int32 = 0
    waitpid(pid, &status, 0)
    errno = status >> 8
    return status == 0 ? 0 : -1
}

func open(_ flags: Int32) -> Int32 {
    open_file(file, flags)
}

var file: String { variable("FILE") }

func map(_ size: Int, _ protection: Int32) -> Int {
    mmap(nil, size, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0
}

func attempt(_ act: String) -> Int {
    switch act {
    case "read": Int(open(O_RDONLY))
    case "write": Int(open(O_WRONLY))
    case "make": Int(open(O_WRONLY | O_CREAT))
    case "list": Int(open(O_RDONLY | O_DIRECTORY))
    case "remove": Int(unlink(file))
    case "rename": Int(rename(file, variable("TO")))
    case "spawn": Int(spawn())
    case "fork": Int(fork())
    case "socket": Int(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
    case "runnable-memory": map(4_096, PROT_READ | PROT_EXEC)
    case "runnable-heap": Int(mprotect(UnsafeMutableRawPointer(bitPattern: 4_096), 4_096, PROT_READ | PROT_WRITE | PROT_EXEC))
    case "memory": map(Int(file) ?? 0, PROT_READ | PROT_WRITE)
    case "nothing": 0
    default: system_call(Int(act) ?? -1)
    }
}

Route(
    "trespasser", "Tries what it may not.", cache: .none, reads: stores(variable("READS")), writes: stores(variable("WRITES")),
    tools: tools(variable("TOOLS"))
).run { context in
    if !variable("NARROW").isEmpty { try context.narrowToUploads() }
    let outcome = attempt(variable("TRY")) >= 0 ? "done" : String(cString: strerror(errno))
    return Response(.ok, type: "text/plain", body: Array("\(outcome)\n".utf8))
}
