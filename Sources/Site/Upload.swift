/// A file that a member uploaded.
public struct Upload: Sendable, Equatable {
    /// Bytes of one file.
    public static let sizeLimit = 10_000_000
    /// Bytes of all files of one member.
    public static let memberLimit = 1_000_000_000
    /// Pixels of an image, all its frames together.
    public static let pixelLimit = 50_000_000
    /// Characters of a title.
    public static let titleLimit = 120

    public let id: Int
    public let userID: Int
    /// Of its file in the folder of uploads; of an image's widest form.
    public let name: String
    /// As it was called where it came from.
    public let title: String
    /// Media type, told by content.
    public let type: String
    /// Bytes, all its forms together.
    public let size: Int
    /// Seconds since 1970.
    public let at: Int

    public var path: String { "/uploads/\(name)" }
    public var picture: Picture? { Picture(name: name) }

    /// All its files in the folder of uploads.
    public var files: [String] { picture.map { $0.forms.map(\.name) } ?? [name] }

    /// What shows it, or leads to it, in a post.
    public var markdown: String {
        var text = ""
        for character in title {
            if "[]\\<>`*_!".contains(character) { text.append("\\") }
            text.append(character)
        }
        return picture == nil ? "[\(text)](\(path))" : "![\(text)](\(path))"
    }
}

/// Why a file was not kept.
public enum UploadRefusal: Error, Sendable, Equatable {
    case empty
    case tooLarge
    /// No kind that is taken.
    case unknownKind
    /// It looks like an image and can't be read as one.
    case unreadable(ImageToolError?)
    case tooManyPixels
    /// All files of the member would be more than she may have.
    case noRoom
    case titleTooLong
}
