import Markdown

extension PostDraft {
    // What a form may hold, in characters.
    public static let titleLimit = 200
    public static let sourceLimit = 200_000
    public static let excerptLimit = 500
    public static let tagLimit = 60
    public static let mostTags = 20

    private static let summaryLimit = 300

    /// Makes what pages and the search show of the source.
    /// - Parameter excerpt: as it was typed; empty: the beginning of the text.
    public mutating func render(excerpt typed: String) {
        let safe = format == .markdown ? SafeHTML(markdown: source) : SafeHTML(html: source)
        html = String(decoding: PictureMarkup.completed(safe.bytes), as: UTF8.self)
        text = safe.plainText
        // The text of a protected post must not be told by its excerpt.
        excerpt = typed.isEmpty && !isProtected ? safe.summary(limit: Self.summaryLimit) : typed
        // A picture from elsewhere was chosen by whom it was imported from.
        if image.isEmpty || image.hasPrefix(PictureMarkup.folder) { image = PictureMarkup.firstAddress(in: safe.bytes) }
    }

    /// The excerpt, if it is not just the beginning of the text.
    public var typedExcerpt: String {
        excerpt == SafeHTML(html: html).summary(limit: Self.summaryLimit) ? "" : excerpt
    }
}
