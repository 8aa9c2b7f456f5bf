import CProcess
import Foundation

extension RouteDeclaration {
    /// What every program in `folder` declares. One that declares nothing is left out, and runs in the quick pool.
    /// - Parameters:
    ///   - prefix: what a compiled program is asked by, put before it.
    ///   - complain: gets what is declared wrongly.
    static func all(
        in folder: String, asking prefix: [String] = [], complain: (RouteDeclarationError) -> Void
    ) throws -> [RouteDeclaration] {
        let manager = FileManager.default
        return try manager.contentsOfDirectory(atPath: folder).sorted().compactMap { name in
            let path = folder + "/" + name
            guard RoutingTable.isProgramName(name), manager.isExecutableFile(atPath: path) else { return nil }
            do {
                return try of(path, name: name, asking: prefix)
            } catch let error as RouteDeclarationError {
                complain(error)
                return nil
            }
        }
    }

    /// What the program at `path` declares; nil where it declares nothing.
    ///
    /// A script is read and never run: it would take the question for a request, or for anything else. A compiled
    /// program is asked only where it has the letters `--route` in it, and so knows what is asked.
    /// - Throws: `RouteDeclarationError`.
    static func of(_ path: String, name: String, asking prefix: [String] = []) throws -> RouteDeclaration? {
        guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped) else { return nil }
        guard bytes.starts(with: magic) else {
            return try inComment(of: String(decoding: bytes.prefix(16_384), as: UTF8.self), name: name)
        }
        let question = "--route"
        let knowsQuestion = bytes.withUnsafeBytes { memmem($0.baseAddress, $0.count, question, question.utf8.count) != nil }
        return knowsQuestion ? ask(prefix + [path, question], name: name) : nil
    }

    private static let magic: [UInt8] = [0x7f, UInt8(ascii: "E"), UInt8(ascii: "L"), UInt8(ascii: "F")]

    /// Whether the file is a program for the machine, and not a script.
    static func isCompiled(_ path: String) -> Bool {
        (try? FileHandle(forReadingFrom: URL(fileURLWithPath: path)).read(upToCount: magic.count)) == Data(magic)
    }

    private static func ask(_ command: [String], name: String) -> RouteDeclaration? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
        process.arguments = ["2"] + command
        process.environment = ["PATH": "/usr/local/bin:/usr/bin:/bin"]
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        guard (try? process.run()) != nil else { return nil }
        // Its end closes the pipe; waitUntilExit() would look for it 20 times a second only.
        let answer = output.fileHandleForReading.readDataToEndOfFile()
        guard let declared = try? JSONDecoder().decode(RouteDeclaration.self, from: answer), declared.name == name
        else { return nil }
        return declared
    }

    /// What the programs of a release declare: as it was written down when it was made, since more than thirty to be asked
    /// take a while; else they are asked.
    static func all(of release: Home, complain: (RouteDeclarationError) -> Void) throws -> [RouteDeclaration] {
        guard let text = FileManager.default.contents(atPath: release.path + "/" + fileOfRelease) else {
            return try all(in: release.programs, complain: complain)
        }
        return try JSONDecoder().decode([RouteDeclaration].self, from: text)
    }

    static let fileOfRelease = "routes.json"
}
