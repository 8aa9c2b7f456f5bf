/// The elements that safe HTML may hold, with two that exist only while it is made.
enum Element: UInt8, CaseIterable {
    case a, abbr, b, bdi, bdo, blockquote, br, caption, cite, code, dd, del, details, dfn, div, dl, dt, em, figcaption
    case figure, h1, h2, h3, h4, h5, h6, hr, i, img, input, ins, kbd, li, mark, ol, p, pre, q, rp, rt, ruby, s, samp
    case small, span, strong, sub, summary, sup, table, tbody, td, tfoot, th, thead, tr, u, ul, `var`, wbr
    /// Text.
    case text
    /// A block that only held others together, such as `section` or a `div`.
    case group

    /// The name in a tag.
    var name: String { String(describing: self) }

    static let named: [String: Element] = {
        var table: [String: Element] = [:]
        for element in allCases where element != .text && element != .group { table[element.name] = element }
        for name in [
            "div", "section", "article", "header", "footer", "nav", "aside", "main", "center", "fieldset", "form",
            "hgroup", "address", "legend", "dialog", "search",
        ] { table[name] = .group }
        for (old, new) in [
            ("acronym", Element.abbr), ("tt", .code), ("strike", .s), ("dir", .ul), ("menu", .ul), ("listing", .pre),
            ("xmp", .pre),
        ] { table[old] = new }
        return table
    }()

    /// Elements without content and without an end tag.
    var isVoid: Bool {
        switch self {
        case .br, .hr, .img, .input, .wbr: true
        default: false
        }
    }

    /// Phrasing content: what may stand in a line of text.
    var isPhrasing: Bool {
        switch self {
        case .a, .abbr, .b, .bdi, .bdo, .br, .cite, .code, .del, .dfn, .em, .i, .img, .input, .ins, .kbd, .mark, .q,
            .rp, .rt, .ruby, .s, .samp, .small, .span, .strong, .sub, .sup, .text, .u, .var, .wbr:
            true
        default: false
        }
    }

    /// Phrasing elements that mean nothing more inside themselves.
    var isIdempotent: Bool {
        switch self {
        case .a, .abbr, .b, .cite, .code, .del, .dfn, .em, .i, .ins, .kbd, .mark, .s, .samp, .small, .strong, .u, .var:
            true
        default: false
        }
    }

    /// 1 to 6 for a heading, else nil.
    var headingLevel: Int? {
        switch self {
        case .h1, .h2, .h3, .h4, .h5, .h6: Int(rawValue - Element.h1.rawValue) + 1
        default: nil
        }
    }

    static func heading(level: Int) -> Element {
        Element(rawValue: Element.h1.rawValue + UInt8(min(max(level, 1), 6)) - 1) ?? .h6
    }
}
