import Foundation

/// The files of a new route.
struct NewRoute {
    struct File {
        /// In the site's folder.
        let path: String
        let text: String
        var isProgram = false
    }

    /// What nginx answers by itself, or the site can't do without.
    static let reserved = ["fallback", "cgi-bin", "errors", "uploads", "me"]

    let name: String
    let language: ScriptLanguage

    /// - Throws: `NewRouteError`.
    static func checkName(_ name: String, _ language: ScriptLanguage, in home: Home) throws {
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        guard 1...40 ~= name.utf8.count, name.utf8.first.map(letters.contains) == true,
            name.utf8.allSatisfy({ letters.contains($0) || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || "-_".utf8.contains($0) })
        else { throw NewRouteError.badName(name) }
        if reserved.contains(name) { throw NewRouteError.reserved(name) }
        let paths = ["cgi-bin/\(name)", "Sources/cgi-bin/\(name)", "cgi-bin/\(name).c", "Tests/\(name).bats", "htdocs/\(name)"]
        for path in paths where FileManager.default.fileExists(atPath: "\(home.path)/\(path)") {
            throw NewRouteError.exists(path: path)
        }
        if language == .swift, try Manifest(home: home).hasTarget(name) { throw NewRouteError.reserved(name) }
    }

    var files: [File] {
        let test = File(path: "Tests/\(name).bats", text: filled(language == .c ? Self.greetingTest : Self.guestsTest))
        switch language {
        case .swift:
            return [
                File(path: "Sources/cgi-bin/\(name)/main.swift", text: filled(Self.swift)),
                File(path: "Sources/cgi-bin/\(name)/Schema.swift", text: filled(Self.schema)), test,
            ]
        case .c: return [File(path: "cgi-bin/\(name).c", text: filled(Self.c)), test]
        case .sh: return [File(path: "cgi-bin/\(name)", text: filled(Self.sh), isProgram: true), test]
        case .python: return [File(path: "cgi-bin/\(name)", text: filled(Self.python), isProgram: true), test]
        case .perl: return [File(path: "cgi-bin/\(name)", text: filled(Self.perl), isProgram: true), test]
        }
    }

    private func filled(_ template: String) -> String {
        template.replacingOccurrences(of: "@NAME@", with: name)
            .replacingOccurrences(of: "@TITLE@", with: name.prefix(1).uppercased() + name.dropFirst())
    }
}
