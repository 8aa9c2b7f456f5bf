import ArgumentParser
import Site

/// `foobar migrate`: what a deployment does to the databases, as the site's own user.
struct MigrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Brings the databases forward to this release's form.", shouldDisplay: false)

    @OptionGroup var data: DataOption

    @Flag(help: "Run no more than the programs need.")
    var before = false

    @Option(help: ArgumentHelp("The versions of the programs that go on answering, like site=3,members=2.", valueName: "versions"))
    var beside: String?

    @Option(help: ArgumentHelp("Make the databases of those in this folder first.", valueName: "folder"))
    var copyOf: String?

    func run() throws {
        let moved = try DataFolder(data.path(in: Home())).bringForward(
            copyOf: copyOf.map { DataFolder($0) }, upTo: before ? .before : .after, beside: beside.map(Self.versions))
        print(moved.joined(separator: ", "))
    }

    private static func versions(_ text: String) -> [String: Int] {
        text.split(separator: ",").reduce(into: [:]) { versions, pair in
            let parts = pair.split(separator: "=")
            if parts.count == 2 { versions[String(parts[0])] = Int(parts[1]) }
        }
    }
}
