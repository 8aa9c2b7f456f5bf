/// One of WordPress's shortcodes: `[name a="b" c]`, some with content up to `[/name]`.
struct Shortcode {
    let name: String
    private(set) var named: [String: String] = [:]
    private(set) var values: [String] = []
    private(set) var content: String?
    private(set) var source: Substring
    /// `[[name]]` stands for the text `[name]`.
    private(set) var isEscaped = false

    /// Those of WordPress itself, of WordPress.com and of its most common plugins. Other words in brackets are text.
    static let known: Set<String> = [
        "caption", "wp_caption", "gallery", "embed", "youtube", "vimeo", "dailymotion", "twitter", "tweet", "instagram",
        "soundcloud", "wpvideo", "googlevideo", "video", "audio", "playlist", "contact-form", "contact-form-7",
        "contact-field", "slideshow", "archives", "polldaddy", "poll", "recipe", "scribd", "slideshare", "googlemaps",
        "sitemap", "blog_subscription_form", "subscribe2", "latex", "code", "sourcecode", "gist", "ted", "gravityform",
        "products", "add_to_cart", "portfolio", "vc_row", "vc_column", "et_pb_section", "flickr", "kickstarter", "spotify",
        "bandcamp", "wp_charts", "tiled-gallery", "jetpack-related-posts",
    ]
    private static let enclosing: Set<String> = ["caption", "wp_caption", "embed", "video", "audio"]

    /// Reads the shortcode at the front of a text.
    init?(_ text: Substring) {
        let isEscaped = text.hasPrefix("[[")
        let start = text.dropFirst(isEscaped ? 2 : 1)
        let name = start.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
        guard !name.isEmpty, Self.known.contains(name.lowercased()) else { return nil }
        self.name = name.lowercased()
        var rest = start.dropFirst(name.count)
        guard let next = rest.first, next == "]" || next == "=" || next == "/" || next.isWhitespace else { return nil }
        if next == "=" { rest.removeFirst() }
        while true {
            rest = rest.drop { $0.isWhitespace || $0 == "/" && rest.dropFirst().first == "]" }
            guard let first = rest.first else { return nil }
            if first == "]" { break }
            let key = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
            let afterKey = rest.dropFirst(key.count).drop { $0 == " " }
            if !key.isEmpty, afterKey.first == "=" {
                rest = afterKey.dropFirst().drop { $0 == " " }
                guard let value = Self.value(&rest) else { return nil }
                named[key.lowercased()] = value
            } else {
                guard let value = Self.value(&rest) else { return nil }
                values.append(value)
            }
        }
        rest.removeFirst()
        if isEscaped {
            guard rest.first == "]" else { return nil }
            self.isEscaped = true
            source = text[..<rest.index(after: rest.startIndex)]
            return
        }
        source = text[..<rest.startIndex]
        if Self.enclosing.contains(self.name) {
            let closing = "[/\(self.name)]"
            var ahead = rest
            while let bracket = ahead.firstIndex(of: "[") {
                ahead = ahead[bracket...]
                if ahead.hasPrefix(closing) {
                    content = String(rest[..<bracket])
                    source = text[..<ahead.index(bracket, offsetBy: closing.count)]
                    return
                }
                ahead.removeFirst()
            }
        }
    }

    private static func value(_ rest: inout Substring) -> String? {
        if let quote = rest.first, quote == "\"" || quote == "'" {
            guard let end = rest.dropFirst().firstIndex(of: quote) else { return nil }
            defer { rest = rest[rest.index(after: end)...] }
            return String(rest[rest.index(after: rest.startIndex)..<end])
        }
        let value = rest.prefix { !$0.isWhitespace && $0 != "]" }
        guard !value.isEmpty else { return nil }
        rest = rest.dropFirst(value.count)
        return String(value)
    }
}
