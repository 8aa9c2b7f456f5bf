import Foundation
import Markdown
import Site

@testable import Import

/// A file of Markdown, its front matter and its template tags.
func fuzzFrontMatter(_ bytes: [UInt8]) {
    let text = String(fuzzed: bytes)
    guard let matter = try? FrontMatter(text) else { return }
    holds(matter.body.utf8.count <= text.utf8.count, "the body is a part of the file")
    for name in ["title", "slug", "date", "excerpt", "author", "tags", "categories", "draft", "redirect_from"] {
        _ = (matter.string(name), matter.bool(name), matter.strings(name), matter.strings(name, separator: ","))
        if let date = matter.string(name).flatMap({ ImportDate($0) }) { _ = (date.path, date.pathInUTC) }
    }
    var tags = TemplateTags { matter.string($0) }
    let expanded = tags.expand(matter.body)
    check(SafeHTML(markdown: expanded), .post)
}

/// A WordPress export.
final class WordPressFuzz {
    private let file: String

    init() {
        guard let folder = ProcessInfo.processInfo.environment["FOOBAR_DATA"] else {
            fatalError("FOOBAR_DATA names no folder; Tests/fuzz/run makes one.")
        }
        file = folder + "/export.xml"
    }

    func run(_ bytes: [UInt8]) {
        guard FileManager.default.createFile(atPath: file, contents: Data(bytes)) else { fatalError("\(file) can't be written.") }
        guard let archive = try? WordPressExport(URL(fileURLWithPath: file)).read(progress: Progress()) else { return }
        check(archive)
    }
}

/// A Ghost export.
func fuzzGhost(_ bytes: [UInt8]) {
    guard let export = try? GhostExport(Data(bytes)) else { return }
    check(export.read(progress: Progress()))
}

private func check(_ archive: Archive) {
    _ = archive.problems.report(naming: 3)
    for entry in archive.entries {
        holds(!entry.identity.isEmpty, "every entry can be told from others")
        check(entry.format == .markdown ? SafeHTML(markdown: entry.source) : SafeHTML(html: entry.source), .post)
        for comment in entry.comments { check(SafeHTML(html: comment.source, policy: .comment), .comment) }
    }
}
