import Foundation

/// `Package.swift`, as far as a new route changes it.
struct Manifest {
    let home: Home

    private var path: String { home.path + "/Package.swift" }

    /// Adds a route to those that parse a stranger's body.
    /// - Throws: `NewRouteError.manifest` where their list is not found.
    func addRoute(_ name: String) throws {
        var text = try String(contentsOfFile: path, encoding: .utf8)
        guard let list = text.range(of: "let guardedRoutes = ["),
            let end = text.range(of: "\n]", range: list.upperBound..<text.endIndex)
        else { throw NewRouteError.manifest }
        text.insert(contentsOf: "\n    \"\(name)\",", at: end.lowerBound)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// Whether a target or a folder of sources has the name already; a file system may not tell capitals from small letters.
    func hasTarget(_ name: String) throws -> Bool {
        let text = try String(contentsOfFile: path, encoding: .utf8).lowercased()
        return name.hasPrefix("tool-") || text.contains("name: \"\(name)\"")
    }
}
