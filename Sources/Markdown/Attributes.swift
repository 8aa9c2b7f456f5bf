import CGumbo

/// The attributes of one of gumbo's elements.
struct Attributes {
    private let vector: GumboVector

    init(_ vector: GumboVector) {
        self.vector = vector
    }

    subscript(name: String) -> [UInt8]? {
        for index in 0..<Int(vector.length) {
            guard let pointer = vector.data?[index]?.assumingMemoryBound(to: GumboAttribute.self),
                let key = pointer.pointee.name, String(cString: key) == name,
                let value = pointer.pointee.value
            else { continue }
            return [UInt8](permittedIn: value)
        }
        return nil
    }

    /// The words of `class`.
    var classes: [String] {
        (self["class"] ?? []).split(whereSeparator: \.isHTMLSpace).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Where an image, a figure or a cell stands, by the names that WordPress has for it.
    var alignment: String? {
        for word in classes {
            if ["alignleft", "alignright", "aligncenter", "alignnone"].contains(word) { return word }
        }
        switch String(decoding: (self["align"] ?? []).map(\.lowercasedASCII), as: UTF8.self) {
        case "left": return "alignleft"
        case "right": return "alignright"
        case "center", "middle": return "aligncenter"
        default: return nil
        }
    }

    /// A whole number without sign; what follows it (`px`) is left out.
    static func number(_ value: [UInt8]) -> Int? {
        let digits = value.trimmed.prefix { $0.isASCIIDigit }
        return digits.isEmpty || digits.count > 9 ? nil : Int(String(decoding: digits, as: UTF8.self))
    }

    private static let languages = Set(
        """
        aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en \
        eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja \
        jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb \
        nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq \
        sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
        """.split(separator: " ").map(String.init))

    /// The node with those of the attributes that its element may keep; an element without meaning becomes a group.
    func apply(to original: Node) -> Node {
        var node = original
        let words = classes
        switch node.element {
        case .group:
            if words.contains("wp-caption") || words.contains("wp-block-image") && node.children.count == 1 {
                node.element = .figure
            } else if words.contains("footnotes") {
                node.element = .div
                node["class"] = Array("footnotes".utf8)
            }
        case .p where words.contains("wp-caption-text"): node.element = .figcaption
        default: break
        }
        copyDirection(to: &node)
        if let id = self["id"] ?? (node.element == .a ? self["name"] : nil) {
            let keeps = node.element == .a || node.element.headingLevel != nil || node.element == .li
            let clean = Identifiers.clean(id)
            if keeps, !clean.isEmpty { node["id"] = clean }
        }
        switch node.element {
        case .a: copyLink(words, to: &node)
        case .blockquote, .q:
            if let cite = self["cite"].flatMap({ WebAddress.clean($0, mail: false) }), !cite.isEmpty { node["cite"] = cite }
        case .abbr, .dfn:
            if let title = self["title"], !title.isEmpty { node["title"] = title }
        case .code, .pre:
            if let language = words.first(where: { $0.hasPrefix("language-") || $0.hasPrefix("lang-") }) {
                node["class"] = Array("language-\(language.drop { $0 != "-" }.dropFirst())".utf8)
            }
        case .sup:
            if words.contains("footnote-ref") { node["class"] = Array("footnote-ref".utf8) }
        case .figure:
            if let alignment { node["class"] = Array(alignment.utf8) }
        case .td, .th: copyCell(to: &node)
        case .ol:
            if let start = self["start"].flatMap(Attributes.number), start != 1 { node["start"] = Array(String(start).utf8) }
            if self["reversed"] != nil { node["reversed"] = [] }
            if let type = self["type"], type.count == 1, "AaIi".utf8.contains(type[0]) { node["type"] = type }
        case .li:
            if let value = self["value"].flatMap(Attributes.number) { node["value"] = Array(String(value).utf8) }
        case .details:
            if self["open"] != nil { node["open"] = [] }
        default: break
        }
        return node
    }

    private func copyDirection(to node: inout Node) {
        switch node.element {
        case .br, .hr, .img, .figure, .tbody, .thead, .tfoot, .tr, .details, .rt, .rp, .dl: return
        default: break
        }
        let direction = (self["dir"] ?? []).map(\.lowercasedASCII)
        if ["ltr", "rtl", "auto"].contains(String(decoding: direction, as: UTF8.self)) { node["dir"] = direction }
        let language = (self["lang"] ?? []).prefix { $0.isASCIILetter }.map(\.lowercasedASCII)
        if !language.isEmpty, Self.languages.contains(String(decoding: language, as: UTF8.self)) { node["lang"] = language }
    }

    private func copyLink(_ words: [String], to node: inout Node) {
        if let address = self["href"].flatMap({ WebAddress.clean($0, mail: true) }) { node["href"] = address }
        if let title = self["title"], !title.isEmpty { node["title"] = title }
        if words.contains("footnote-backref") {
            node["class"] = Array("footnote-backref".utf8)
            if let label = self["aria-label"], !label.isEmpty { node["aria-label"] = label }
        }
    }

    private func copyCell(to node: inout Node) {
        for name in ["colspan", "rowspan"] {
            if let span = self[name].flatMap(Attributes.number), span > 1, span <= 1000 {
                node[name] = Array(String(span).utf8)
            }
        }
        if node.element == .th, let scope = self["scope"].map({ String(decoding: $0.map(\.lowercasedASCII), as: UTF8.self) }),
            ["col", "row"].contains(scope)
        { node["scope"] = Array(scope.utf8) }
        if let alignment { node["class"] = Array(alignment.utf8) }
    }
}
