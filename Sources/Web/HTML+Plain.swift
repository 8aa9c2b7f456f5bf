import HTML

extension HTML {
    /// Words without markup as plain text: what a page says, for a program.
    var plainText: String {
        var text = String(decoding: bytes, as: UTF8.self)
        // The ampersand last, or what it began would be read again.
        for (reference, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
            text = text.split(separator: reference, omittingEmptySubsequences: false).joined(separator: character)
        }
        return text
    }
}
