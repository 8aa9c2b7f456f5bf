/// What a file is, told by its content. What its name says counts for nothing.
public enum FileKind: String, Sendable, CaseIterable {
    // Pictures, which are made anew.
    case jpeg, png, gif, webp, avif
    // Kept as they are, and handed out to be saved.
    case pdf, epub, docx, xlsx, pptx, odt, ods, odp, zip, gz, mp3, ogg, flac, wav, mp4, webm, txt

    /// nil for what is not taken.
    public init?(_ bytes: [UInt8]) {
        func at(_ offset: Int, _ text: StaticString) -> Bool {
            text.withUTF8Buffer { bytes.dropFirst(offset).starts(with: $0) }
        }
        func begins(_ mark: UInt8...) -> Bool { bytes.starts(with: mark) }
        if begins(0xFF, 0xD8, 0xFF) { self = .jpeg }
        else if begins(0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A) { self = .png }
        else if at(0, "GIF87a") || at(0, "GIF89a") { self = .gif }
        else if at(0, "RIFF") && at(8, "WEBP") { self = .webp }
        else if at(0, "RIFF") && at(8, "WAVE") { self = .wav }
        else if at(4, "ftypavif") || at(4, "ftypavis") { self = .avif }
        else if at(4, "ftypiso") || at(4, "ftypmp4") || at(4, "ftypM4V") || at(4, "ftypM4A") { self = .mp4 }
        else if at(0, "%PDF-") { self = .pdf }
        else if begins(0x50, 0x4B, 0x03, 0x04) { self = Self.inside(bytes) }
        else if begins(0x1F, 0x8B, 0x08) { self = .gz }
        else if at(0, "ID3") || bytes.count > 1 && bytes[0] == 0xFF && bytes[1] & 0xE6 == 0xE2 { self = .mp3 }
        else if at(0, "OggS") { self = .ogg }
        else if at(0, "fLaC") { self = .flac }
        else if begins(0x1A, 0x45, 0xDF, 0xA3) { self = .webm }
        else if Self.isText(bytes) { self = .txt }
        else { return nil }
    }

    public var isPicture: Bool {
        switch self {
        case .jpeg, .png, .gif, .webp, .avif: true
        default: false
        }
    }

    /// Its media type.
    public var type: String {
        switch self {
        case .jpeg, .png, .gif, .webp, .avif: "image/\(rawValue)"
        case .pdf, .zip: "application/\(rawValue)"
        case .gz: "application/gzip"
        case .epub: "application/epub+zip"
        case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation"
        case .odt: "application/vnd.oasis.opendocument.text"
        case .ods: "application/vnd.oasis.opendocument.spreadsheet"
        case .odp: "application/vnd.oasis.opendocument.presentation"
        case .mp3: "audio/mpeg"
        case .ogg, .flac, .wav: "audio/\(rawValue)"
        case .mp4, .webm: "video/\(rawValue)"
        case .txt: "text/plain"
        }
    }

    /// What the files in a ZIP archive make of it (APPNOTE.TXT, section 4.3.7).
    private static func inside(_ bytes: [UInt8]) -> FileKind {
        func at(_ offset: Int, _ text: StaticString) -> Bool {
            text.withUTF8Buffer { bytes.dropFirst(offset).starts(with: $0) }
        }
        if at(30, "mimetypeapplication/epub+zip") { return .epub }
        if at(30, "mimetypeapplication/vnd.oasis.opendocument.text") { return .odt }
        if at(30, "mimetypeapplication/vnd.oasis.opendocument.spreadsheet") { return .ods }
        if at(30, "mimetypeapplication/vnd.oasis.opendocument.presentation") { return .odp }
        guard at(30, "[Content_Types].xml") else { return .zip }
        for (name, kind) in [("word/document.xml", docx), ("xl/workbook.xml", xlsx), ("ppt/presentation.xml", pptx)] {
            if bytes.contains(name) { return kind }
        }
        return .zip
    }

    /// Valid UTF-8 without control characters but those of text.
    private static func isText(_ bytes: [UInt8]) -> Bool {
        !bytes.isEmpty
            && bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || 0x09...0x0D ~= $0 }
            && String(validating: bytes, as: UTF8.self) != nil
    }
}

extension [UInt8] {
    fileprivate func contains(_ text: String) -> Bool {
        let text = Array(text.utf8)
        guard let first = text.first else { return true }
        return indices.contains { self[$0] == first && self[$0...].starts(with: text) }
    }
}
