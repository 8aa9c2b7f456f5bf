import Foundation

/// A copy of Swift's static library of which the linker leaves out what a program does not use.
///
/// Each function of libswiftCore.a has a section of its own, but all are marked to be retained (`SHF_GNU_RETAIN`), and
/// so is what only they need: a megabyte of every program. Here that mark is off, save for the records of types and
/// conformances (`swift5_…`), which are looked up by name at run time; and so are the tables for unwinding the
/// stack, since a route that traps ends. https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.sheader.html
struct LeanLibrary {
    /// Where the copy is.
    let path: String

    /// Makes the copy, where it is missing or older than the library.
    /// - Throws: `BuildError.library` where the toolchain has none, or one of another form.
    init(in folder: String) throws {
        path = folder + "/libswiftCore.a"
        let original = try Self.original()
        let manager = FileManager.default
        func modified(_ file: String) -> Date? {
            try? manager.attributesOfItem(atPath: file)[.modificationDate] as? Date
        }
        if let made = modified(path), let given = modified(original), made > given { return }
        guard var bytes = manager.contents(atPath: original), Self.relieve(&bytes) else {
            throw BuildError.library(path: original)
        }
        try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try bytes.write(to: URL(fileURLWithPath: path), options: .atomic)
    }

    /// The toolchain's libswiftCore.a.
    private static func original() throws -> String {
        struct Target: Decodable {
            struct Paths: Decodable { let runtimeResourcePath: String }
            let paths: Paths
        }
        let compiler = Process()
        compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        compiler.arguments = ["swiftc", "-print-target-info", "-static-stdlib"]
        let pipe = Pipe()
        compiler.standardOutput = pipe
        try compiler.run()
        let answer = pipe.fileHandleForReading.readDataToEndOfFile()
        compiler.waitUntilExit()
        guard let target = try? JSONDecoder().decode(Target.self, from: answer) else {
            throw BuildError.library(path: "libswiftCore.a")
        }
        return target.paths.runtimeResourcePath + "/linux/libswiftCore.a"
    }

    /// Goes over the members of an archive (ar(5)) and the sections of each.
    /// - Returns: false where it is no archive of 64-bit ELF files.
    private static func relieve(_ archive: inout Data) -> Bool {
        guard archive.starts(with: Data("!<arch>\n".utf8)) else { return false }
        var member = 8
        while member + 60 <= archive.count {
            let digits = String(decoding: archive[member + 48..<member + 58], as: UTF8.self)
            guard let size = Int(digits.trimmingCharacters(in: .whitespaces)), member + 60 + size <= archive.count else {
                return false
            }
            let file = member + 60
            if archive[file..<file + size].starts(with: [0x7f, 0x45, 0x4c, 0x46, 2, 1]) {
                guard relieveFile(in: &archive, from: file, to: file + size) else { return false }
            }
            member = file + size + size % 2
        }
        return true
    }

    private static func relieveFile(in archive: inout Data, from start: Int, to end: Int) -> Bool {
        func number(_ offset: Int, _ bytes: Int) -> Int? {
            guard offset >= start, offset + bytes <= end else { return nil }
            return archive[offset..<offset + bytes].reversed().reduce(0) { $0 &<< 8 | Int($1) }
        }
        // e_shoff, e_shentsize, e_shnum, e_shstrndx; what is too large for them stands in the first section's header.
        guard let table = number(start + 40, 8), let entry = number(start + 58, 2), entry >= 64,
            let fewSections = number(start + 60, 2), let namesIndex = number(start + 62, 2),
            let manySections = number(start + table + 32, 8), let farIndex = number(start + table + 40, 4),
            let names = number(start + table + (namesIndex == 0xffff ? farIndex : namesIndex) * entry + 24, 8)
        else { return false }
        for index in 0..<(fewSections == 0 ? manySections : fewSections) {
            let header = start + table + index * entry
            guard let nameOffset = number(header, 4), let flags = number(header + 8, 8) else { return false }
            let name = archive[(start + names + nameOffset)..<end].prefix { $0 != 0 }
            if name.elementsEqual(".eh_frame".utf8) || name.elementsEqual(".rela.eh_frame".utf8) {
                archive[header + 4] = inactive
            } else if flags & retain != 0 && !name.starts(with: "swift5_".utf8) {
                archive[header + 10] &= ~UInt8(retain >> 16)
            }
        }
        return true
    }

    /// `SHF_GNU_RETAIN`: a section that stays, used or not.
    private static let retain = 1 << 21
    /// `SHT_NULL`: a header that has no section.
    private static let inactive: UInt8 = 0
}
