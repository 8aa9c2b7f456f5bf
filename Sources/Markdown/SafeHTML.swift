/// HTML that may stand in a page of the site as it is, whoever wrote its source.
///
/// It holds only elements, attributes and URL schemes of a fixed list, is well nested by the content models of HTML,
/// and comes out the same when it is cleaned again. Time and memory are linear in the source, however it is nested.
public struct SafeHTML: Sendable, Equatable {
    /// The HTML, in UTF-8.
    public let bytes: [UInt8]

    /// Cleans HTML that came from elsewhere: an import, an editor, a stranger.
    public init(html: some Sequence<UInt8>, policy: Policy = .post) {
        let source = Array(html)
        let sieved = source.withUnsafeBufferPointer { buffer in
            var sieve = Sieve(buffer)
            return sieve.run()
        }
        var nodes = Reader.nodes(of: sieved)
        if !policy.keepsIdentifiers { nodes = nodes.withoutIdentifiers }
        nodes = ContentModel.flow(nodes, paragraphs: true)
        var finisher = Finisher(policy: policy)
        nodes = finisher.finish(nodes)
        var serializer = Serializer()
        serializer.write(nodes)
        bytes = serializer.output
    }

    /// Cleans HTML that came from elsewhere: an import, an editor, a stranger.
    public init(html: String, policy: Policy = .post) {
        self.init(html: html.utf8, policy: policy)
    }

    /// Turns Markdown (CommonMark with GitHub's tables, strikethrough, autolinks, task lists, and footnotes) into
    /// safe HTML. HTML inside the Markdown is cleaned like any other.
    public init(markdown: String, policy: Policy = .post) {
        self.init(html: CommonMark.html(of: markdown, footnotes: policy.keepsIdentifiers), policy: policy)
    }

    /// The HTML as a string.
    public var string: String { String(decoding: bytes, as: UTF8.self) }

    /// The text a reader would see, on one line, with the images' descriptions left out; for search and descriptions.
    public var plainText: String { String(decoding: PlainText.bytes(of: bytes, limit: .max), as: UTF8.self) }

    /// The beginning of the text, cut at the end of a word and marked with an ellipsis where something is left out.
    ///
    /// - Parameter limit: the longest answer, in bytes of UTF-8, without the ellipsis.
    public func summary(limit: Int) -> String {
        PlainText.summary(of: bytes, limit: limit)
    }
}
