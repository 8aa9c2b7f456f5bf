import Foundation
import Site

/// What the owner allows to scripts: `scripts.conf`.
struct ScriptProfiles {
    let path: String
    private let text: String

    /// - Throws: what Foundation says of a file that is there and can't be read.
    init(of home: Home) throws {
        path = home.profiles
        text = FileManager.default.fileExists(atPath: path) ? try String(contentsOfFile: path, encoding: .utf8) : ""
    }

    /// A sentence for each line that can't be followed.
    /// - Parameter scripts: the programs that do not lock themselves.
    func faults(scripts: Set<String>) -> [String] {
        ScriptProfile.faults(in: text, scripts: scripts).map { fault in
            "\(path), line \(fault.line): \(fault.problem). A script with such a line is not run."
        }
    }

    /// What a script has beside what every script has; `default` where that is nothing.
    func words(for name: String) -> String {
        do {
            let words = try ScriptProfile(name, in: text).words
            return words.isEmpty ? "default" : words
        } catch {
            return "not run: line \(error.line)"
        }
    }

    /// The programs in a folder that do not lock themselves.
    static func scripts(in home: Home, declared: [RouteDeclaration]) -> Set<String> {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: home.programs)) ?? []
        return Set(names.filter(RoutingTable.isProgramName)).subtracting(declared.filter(\.locksItself).map(\.name))
    }
}
