import ArgumentParser
import Foundation

/// `foobar new`: the beginning of a route.
struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Makes a small route to start from, with its test.",
        discussion: """
            cgi-bin/README.md tells what a route in any language has at hand.

            EXAMPLES
              ./foobar new poll
              ./foobar new guests --lang sh
            """)

    @Argument(help: "The name in its address: letters from a to z, digits, - and _.")
    var name: String

    @Option(help: "swift, sh, python, perl or c.")
    var lang: ScriptLanguage = .swift

    func run() throws {
        let home = try Home()
        try NewRoute.checkName(name, lang, in: home)
        let route = NewRoute(name: name, language: lang)
        if lang == .swift { try Manifest(home: home).addRoute(name) }
        var made: [String] = []
        for file in route.files {
            let path = "\(home.path)/\(file.path)"
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            // Never over a file that came in between.
            try Data(file.text.utf8).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
            if file.isProgram {
                try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
            }
            made.append(file.path)
        }
        print("Made \(made.joined(separator: ", ")).")
        switch lang {
        case .swift: print("Added \"\(name)\" to Package.swift.\n\nBuild and serve it:  ./foobar serve")
        case .c: print("\nCompile it:  cc -O2 -Wall -o cgi-bin/\(name) cgi-bin/\(name).c")
        case .sh, .python, .perl: print("git ignores cgi-bin/; to keep it: git add -f cgi-bin/\(name)\n")
        }
        print("Run it:   ./foobar request GET /\(name)\nCheck it: ./foobar check \(name)\nTest it:  ./foobar test \(name)")
    }
}
