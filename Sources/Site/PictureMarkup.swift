/// What a page says of uploaded images: their sizes, so that a browser takes the one that fits, and their
/// dimensions, so that nothing moves when they come.
public enum PictureMarkup {
    static let folder = "/uploads/"
    private static let start = Array("<img src=\"\(folder)".utf8)

    /// Safe HTML, its uploaded images completed.
    public static func completed(_ html: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(html.count)
        var rest = html[...]
        while let (picture, range) = next(in: rest) {
            let tag = html[range]
            result += rest[..<range.lowerBound]
            result += tag.dropLast()
            result += attributes(of: picture, hasSize: tag.contains(" width=\"") || tag.contains(" height=\"")).utf8
            result.append(UInt8(ascii: ">"))
            rest = rest[range.upperBound...]
        }
        return result + rest
    }

    /// The address of the first uploaded image in safe HTML; empty where it has none.
    public static func firstAddress(in html: [UInt8]) -> String {
        next(in: html[...]).map { folder + $0.picture.name } ?? ""
    }

    /// The next image that was uploaded here, and where its tag is. The cleaner writes no `<` but of a tag.
    private static func next(in html: ArraySlice<UInt8>) -> (picture: Picture, range: Range<Int>)? {
        var rest = html
        while let less = rest.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[less...]
            if rest.starts(with: start), let end = rest.firstIndex(of: UInt8(ascii: ">")) {
                let name = rest.dropFirst(start.count).prefix { $0 != UInt8(ascii: "\"") }
                if let picture = Picture(name: String(decoding: name, as: UTF8.self)) { return (picture, less..<end + 1) }
            }
            rest = rest.dropFirst()
        }
        return nil
    }

    private static func attributes(of picture: Picture, hasSize: Bool) -> String {
        let set = picture.forms.map { "\(folder)\($0.name) \($0.width)w" }.joined(separator: ", ")
        return " srcset=\"\(set)\" sizes=\"(max-width: 680px) 92vw, 640px\""
            + (hasSize ? "" : " width=\"\(picture.width)\" height=\"\(picture.height)\"")
    }
}

extension ArraySlice<UInt8> {
    fileprivate func contains(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { text in
            indices.contains { self[$0...].starts(with: text) }
        }
    }
}
