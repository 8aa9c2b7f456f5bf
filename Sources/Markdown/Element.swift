/// The elements that safe HTML may hold, with two that exist only while it is made.
enum Element: String, CaseIterable {
    case a, abbr, b, bdi, bdo, blockquote, br, caption, cite, code, dd, del, details, dfn, div, dl, dt, em, figcaption
    case figure, h1, h2, h3, h4, h5, h6, hr, i, img, input, ins, kbd, li, mark, ol, p, pre, q, rp, rt, ruby, s, samp
    case small, span, strong, sub, summary, sup, table, tbody, td, tfoot, th, thead, tr, u, ul, `var`, wbr
    /// Text.
    case text
    /// A block that only held others together, such as `section` or a `div`.
    case group

    /// The name in a tag.
    var name: String { rawValue }

    /// What an element of HTML becomes; nil for one that safe HTML has no place for.
    ///
    /// No table: most programs ask for a few names, and to make one would cost them more than all else they do.
    static func named(_ name: String) -> Element? {
        switch name {
        case "text", "group": nil
        case "div", "section", "article", "header", "footer", "nav", "aside", "main", "center", "fieldset", "form", "hgroup",
            "address", "legend", "dialog", "search":
            .group
        case "acronym": .abbr
        case "tt": .code
        case "strike": .s
        case "dir", "menu": .ul
        case "listing", "xmp": .pre
        default: Element(rawValue: name)
        }
    }

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
        case .h1: 1
        case .h2: 2
        case .h3: 3
        case .h4: 4
        case .h5: 5
        case .h6: 6
        default: nil
        }
    }

    static func heading(level: Int) -> Element {
        switch level {
        case ...1: .h1
        case 2: .h2
        case 3: .h3
        case 4: .h4
        case 5: .h5
        default: .h6
        }
    }
}
