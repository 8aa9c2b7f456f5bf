/// What a page would load into itself from elsewhere, as a plain link.
enum Embed {
    static func link(to address: [UInt8]?, title: [UInt8]?, media: String? = nil) -> Node? {
        guard let address, let clean = WebAddress.clean(address, mail: false), !clean.isEmpty else { return nil }
        let (target, label) = page(of: String(decoding: clean, as: UTF8.self), media: media)
        let text = title.flatMap { $0.isInvisible ? nil : String(decoding: $0, as: UTF8.self) } ?? label
        var link = Node(.a, children: [Node(text: text)])
        link["href"] = Array(target.utf8)
        return link
    }

    /// The page where people see what a player shows, and a name for it.
    private static func page(of address: String, media: String?) -> (address: String, label: String) {
        let isAbsolute = address.hasPrefix("http://") || address.hasPrefix("https://")
        let withoutScheme = isAbsolute ? address.drop { $0 != "/" }.dropFirst(2) : address[...]
        let host = withoutScheme.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let name = host.hasPrefix("www.") ? host.dropFirst(4) : host
        let path = withoutScheme.dropFirst(host.count)
        func identifier(after prefix: String) -> Substring? {
            guard path.hasPrefix(prefix) else { return nil }
            let found = path.dropFirst(prefix.count).prefix {
                $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_")
            }
            return found.isEmpty ? nil : found
        }
        switch name {
        case "youtube.com", "youtube-nocookie.com", "m.youtube.com":
            if let video = identifier(after: "/embed/") ?? identifier(after: "/v/"), video != "videoseries" {
                return ("https://www.youtube.com/watch?v=\(video)", "Video on YouTube")
            }
            return (address, "Video on YouTube")
        case "player.vimeo.com", "vimeo.com":
            if let video = identifier(after: "/video/") { return ("https://vimeo.com/\(video)", "Video on Vimeo") }
            return (address, "Video on Vimeo")
        default:
            if let media {
                let file = path.prefix { $0 != "?" && $0 != "#" }.split(separator: "/").last ?? withoutScheme
                return (address, media == "video" ? "Video: \(file)" : "Sound: \(file)")
            }
            return (address, isAbsolute ? "Embedded from \(name)" : "Embedded page")
        }
    }
}
