/// An author as a post names her.
public struct Byline: Sendable, Equatable {
    /// The member's name.
    public var name: String
    /// The name that people read.
    public var shown: String

    public init(name: String, shown: String) {
        self.name = name
        self.shown = shown
    }

    /// As the databases keep it.
    var line: String { "\(oneLine(name))\t\(oneLine(shown))" }
}

/// Text without the two bytes that lines of names are split at.
func oneLine(_ text: String) -> String {
    let bytes = text.utf8.map { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\t") ? UInt8(ascii: " ") : $0 }
    return String(decoding: bytes, as: UTF8.self)
}
