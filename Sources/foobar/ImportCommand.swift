import ArgumentParser
import Foundation
import Site

/// `foobar import`: brings in what was written elsewhere.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Brings in posts, pages and comments from WordPress, Ghost, a folder of Markdown, or another foobar.",
        discussion: """
            PATH is a WordPress export (WXR), a Ghost export (JSON), a folder of Markdown files with front matter \
            (Jekyll, Hugo, Eleventy), or what `./foobar export` has written, for a new data folder; which of them, its content tells. It comes in whole or not at all. Run again, it \
            adds only what is new. Old addresses lead to the new ones.

            EXAMPLES
              ./foobar import ~/blog/_posts
              ./foobar import export.xml --dry-run
            """)

    @Argument(help: "The file or folder to import.")
    var path: String

    @OptionGroup var data: DataOption

    @Flag(name: .customLong("dry-run"), help: "Tell what would come in, and write nothing.")
    var dryRun = false

    func run() throws {
        let progress = Progress()
        let source = try SourceKind(path: path)
        let archive = try source.read(progress: progress)
        let folder = try dataFolder()
        defer { if folder.isTemporary { try? FileManager.default.removeItem(atPath: folder.data.path) } }
        try folder.data.prepare()
        if case .site(let exported) = source {
            let counts = try exported.read(into: folder.data, isDryRun: dryRun, progress: progress)
            print("\(dryRun ? "This would come in; nothing was written:" : "Imported the site:")\n\(counts.text)", terminator: "")
            if !exported.hasPasswords { print("\nNo passwords are in it: everybody sets a new one by “forgotten password”.") }
            return
        }
        guard let archive else { return }
        let now = Int(Date().timeIntervalSince1970)
        var importer = Importer(
            archive, site: try Site(in: folder.data, for: .writing), members: try Members(in: folder.data, for: .writing),
            progress: progress, now: now)
        try importer.run(dryRun: dryRun)
        let summary = ImportSummary(archive: archive, counts: importer.counts, problems: importer.report, isDryRun: dryRun)
        print(summary.text(), terminator: "")
        guard !dryRun else { return }
        let log = try write(summary.text(naming: .max), into: folder.data.path + "/log", now: now)
        print("\nAll of it: \(log)")
    }

    /// The folder, made where there is none; on a dry run without a site, one that goes again.
    private func dataFolder() throws -> (data: DataFolder, isTemporary: Bool) {
        let path = try data.path(in: Home())
        let files = FileManager.default
        if dryRun, !files.fileExists(atPath: path + "/site.db") {
            let temporary = files.temporaryDirectory.appendingPathComponent("foobar-import-\(UUID().uuidString)").path
            try files.createDirectory(atPath: temporary, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            return (DataFolder(temporary), true)
        }
        try files.createDirectory(atPath: path, withIntermediateDirectories: true)
        return (DataFolder(path), false)
    }

    private func write(_ text: String, into folder: String, now: Int) throws -> String {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let time = CivilTime(now)
        let stamp = [time.year, time.month, time.day, time.hour, time.minute, time.second]
            .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined()
        let file = "\(folder)/import-\(stamp).txt"
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        return file
    }
}
