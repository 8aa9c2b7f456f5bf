import Foundation

/// What a program says of itself with `--route`: one JSON object on one line.
struct RouteDeclaration: Decodable {
    /// Which processes run it: slow ones can't hold up quick ones.
    enum Pool: String, Decodable {
        case quick, slow
    }

    /// Whether nginx keeps its answers.
    enum Cache: String, Decodable {
        case none, page, validated
    }

    let name: String
    let pool: Pool
    let cache: Cache?
    /// The fields of a query that it reads; `*` for all of it.
    let query: [String]?
    /// Bytes of a request's body that it takes.
    let body: Int?

    var readsWholeQuery: Bool { query == ["*"] }
    /// Those that can be a name in nginx's language.
    var fields: [String] {
        (query ?? []).filter { name in
            !name.isEmpty && name.utf8.allSatisfy { ("a"..."z").contains(UnicodeScalar($0)) || $0 == UInt8(ascii: "_") }
        }
    }
}

extension RouteDeclaration {
    /// Asks every program in `folder`. One that declares nothing is left out, and runs in the quick pool.
    static func all(in folder: String) throws -> [RouteDeclaration] {
        let manager = FileManager.default
        return try manager.contentsOfDirectory(atPath: folder).sorted().compactMap { name in
            let path = folder + "/" + name
            guard !name.contains("."), manager.isExecutableFile(atPath: path) else { return nil }
            return ask(path, name: name)
        }
    }

    private static func ask(_ path: String, name: String) -> RouteDeclaration? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
        process.arguments = ["2", path, "--route"]
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
}
