import ArgumentParser
import Foundation
import Site

/// `foobar export`: the whole site as files that anything can read.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the whole site into a folder: Markdown, JSON, and the uploaded files.",
        discussion: """
            Posts and pages are Markdown with front matter; comments, members, settings and old addresses are JSON. \
            `./foobar import FOLDER` of it into a new data folder gives the same site again, the numbers of its comments \
            too. Sessions, links that were mailed, hooks, and mail that waits are not in it. Hashes of passwords and what makes \
            the codes of a second factor are in it only with --with-passwords; without them, everybody sets a new \
            password by “forgotten password”. The site may be served meanwhile.

            EXAMPLES
              ./foobar export ~/site-2024
              ./foobar export ~/site-2024 --with-passwords
            """)

    @Argument(help: "The folder to write, new or empty.")
    var folder: String

    @OptionGroup var data: DataOption

    @Flag(name: .customLong("with-passwords"), help: "Hashes of passwords too: keep the folder as safe as the site.")
    var withPasswords = false

    func run() throws {
        let path = URL(fileURLWithPath: folder).standardizedFileURL.path
        let counts = try SiteFolder(path: path).write(
            DataFolder(try data.path(in: Home())), withPasswords: withPasswords, progress: Progress())
        print("Exported to \(path):\n\(counts.text)", terminator: "")
    }
}
