/// Why a program of libvips made nothing of an image: for the log, since a reader knows none of it.
public struct ImageToolError: Error, Equatable, CustomStringConvertible {
    public let description: String

    /// - Parameter said: a line of what it printed, which may quote the image: only so much of it as a log can take.
    init(tool: String, ending: String, said: String) {
        let words = String(decoding: said.utf8.prefix(200).map { $0 < 0x20 || $0 > 0x7e ? UInt8(ascii: "?") : $0 }, as: UTF8.self)
        description = "\(tool) \(ending)" + (words.isEmpty ? "" : ": \(words)")
    }
}
