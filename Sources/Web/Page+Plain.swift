import HTML

extension Page {
    /// A page for a reader who does something: a title, perhaps a sentence, and what follows.
    public convenience init(title: String, lede: HTML = "", _ content: HTML) {
        self.init(title: title)
        main += "<header class=\"head\">\n<h1>\(title)</h1>\n"
        if !lede.isEmpty { main += "<p class=\"lede\">\(lede)</p>\n" }
        main += "</header>\n\(content)"
    }
}
