import Foundation

/// What a path holds, told by its content.
enum SourceKind {
    case markdownFolder(URL)
    case wordPress(URL)
    case ghost(Data)
    /// What `foobar export` has written.
    case site(SiteFolder)

    /// - Throws: `ImportError` where the path is none of these.
    init(path: String) throws {
        let url = URL(fileURLWithPath: path)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw ImportError("There is no file or folder at \(path).")
        }
        if isFolder.boolValue {
            let folder = SiteFolder(path: url.standardizedFileURL.path)
            self = folder.isExport ? .site(folder) : .markdownFolder(url)
            return
        }
        let handle: FileHandle
        let head: Data
        do {
            handle = try FileHandle(forReadingFrom: url)
            head = try handle.read(upToCount: 65_536) ?? Data()
            try handle.close()
        } catch {
            throw ImportError("\(path) can't be read: \(error.localizedDescription)")
        }
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            throw ImportError("\(path) is a zip archive; unpack it and import what is in it.")
        }
        let text = String(decoding: head, as: UTF8.self)
        switch text.drop(while: { $0.isWhitespace || $0 == "\u{FEFF}" }).first {
        case "<" where text.contains("wordpress.org/export/") || text.contains("<wp:wxr_version"):
            self = .wordPress(url)
        case "<":
            throw ImportError("\(path) is XML but no WordPress export (WXR).")
        case "{":
            self = .ghost(try Data(contentsOf: url))
        default:
            throw ImportError(
                "\(path) is none of what can be imported: a WordPress export (WXR), a Ghost export (JSON), or a folder of Markdown.")
        }
    }

    /// Reads all of it; nil for the export of a site, which is no archive of texts.
    func read(progress: Progress) throws -> Archive? {
        switch self {
        case .markdownFolder(let url): try MarkdownFolder(url).read(progress: progress)
        case .wordPress(let url): try WordPressExport(url).read(progress: progress)
        case .ghost(let data): try GhostExport(data).read(progress: progress)
        case .site: nil
        }
    }
}
