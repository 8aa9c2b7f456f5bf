import Site

@testable import Markdown

/// The first byte chooses the policy.
func fuzzMarkdown(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    let policy: Policy = first & 1 == 0 ? .post : .comment
    let text = String(fuzzed: bytes.dropFirst())
    check(SafeHTML(markdown: text, policy: policy), policy)
}

/// The first byte chooses the policy.
func fuzzHTML(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    let policy: Policy = first & 1 == 0 ? .post : .comment
    check(SafeHTML(html: bytes.dropFirst(), policy: policy), policy)
}

/// What must be true of safe HTML, whatever its source was.
func check(_ safe: SafeHTML, _ policy: Policy) {
    if let fault = Scan.fault(in: safe.bytes, policy) { fatalError("\(fault) in \(safe.string.shown)") }
    let again = SafeHTML(html: safe.bytes, policy: policy)
    holds(again == safe, "cleaned again, \(safe.string.shown) is \(again.string.shown)")
    let text = safe.plainText
    holds(!text.hasPrefix(" ") && !text.hasSuffix(" ") && !text.utf8.contains(0x0A), "\(text.shown) is one line")
    for limit in [0, 1, 10, 300] {
        let summary = safe.summary(limit: limit)
        holds(summary.utf8.count <= limit + 3, "\(summary.shown) has at most \(limit) bytes and an ellipsis")
    }
    let completed = PictureMarkup.completed(safe.bytes)
    if let fault = Scan.fault(in: completed, policy, more: ["srcset", "sizes"]) {
        fatalError("\(fault) in \(String(fuzzed: completed).shown)")
    }
    _ = PictureMarkup.firstAddress(in: safe.bytes)
}

/// Reads HTML as `SafeHTML` promises to write it, and nothing beyond. It shares no code with the cleaner.
private enum Scan {
    private static let elements: Set<String> = Set(
        """
        a abbr b bdi bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i \
        img input ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary sup table tbody td tfoot th thead \
        tr u ul var wbr
        """.split(separator: " ").map(String.init))
    private static let empty: Set<String> = ["br", "hr", "img", "input", "wbr"]
    private static let attributes: Set<String> = Set(
        """
        alt aria-label checked cite class colspan dir disabled height href id lang loading open rel reversed rowspan scope src \
        start tabindex title type value width
        """.split(separator: " ").map(String.init))
    private static let addresses: Set<String> = ["href", "src", "cite"]

    static func fault(in html: [UInt8], _ policy: Policy, more: Set<String> = []) -> String? {
        guard String(validating: html, as: UTF8.self) != nil else { return "bytes that are no UTF-8" }
        guard html.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 || $0 == 0x0A }) else { return "a control character" }
        var open: [String] = []
        var ids: Set<String> = []
        var rest = html[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "<") else {
                if byte == UInt8(ascii: ">") { return "a loose >" }
                continue
            }
            if rest.first == UInt8(ascii: "/") {
                let name = rest.dropFirst().prefix(while: isName)
                rest = rest[name.endIndex...]
                guard rest.popFirst() == UInt8(ascii: ">"), open.popLast() == String(fuzzed: name) else {
                    return "the end </\(String(fuzzed: name))> that ends nothing"
                }
                continue
            }
            let name = String(fuzzed: rest.prefix(while: isName))
            rest = rest.dropFirst(name.utf8.count)
            guard elements.contains(name) else { return "the element \(name)" }
            var seen: Set<String> = []
            while rest.first != UInt8(ascii: ">") {
                guard rest.popFirst() == 0x20 else { return "an open tag of \(name)" }
                let key = String(fuzzed: rest.prefix { isName($0) || $0 == UInt8(ascii: "-") })
                rest = rest.dropFirst(key.utf8.count)
                guard attributes.contains(key) || more.contains(key), seen.insert(key).inserted else {
                    return "the attribute \(key) of \(name)"
                }
                guard rest.first == UInt8(ascii: "=") else { continue }
                guard rest.dropFirst().first == UInt8(ascii: "\"") else { return "the attribute \(key) without quotes" }
                let value = rest.dropFirst(2).prefix { $0 != UInt8(ascii: "\"") }
                guard value.endIndex < rest.endIndex else { return "the attribute \(key) without an end" }
                rest = rest[(value.endIndex + 1)...]
                if value.contains(UInt8(ascii: "<")) { return "< in the attribute \(key)" }
                let text = String(fuzzed: value)
                if addresses.contains(key), let fault = fault(inAddress: text) { return fault }
                if key == "tabindex", text != "0" || !["pre", "div"].contains(name) { return "the tabindex \(text) of \(name)" }
                if key == "id" {
                    guard policy.keepsIdentifiers, text.hasPrefix("u-"), ids.insert(text).inserted else { return "the id \(text)" }
                }
            }
            rest = rest.dropFirst()
            if name == "input", !seen.isSuperset(of: ["type", "disabled"]) { return "an input that takes input" }
            if name == "a", open.contains("a") { return "a link in a link" }
            if !empty.contains(name) { open.append(name) }
        }
        return open.isEmpty ? nil : "\(open) without an end"
    }

    private static func isName(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte || 0x30...0x39 ~= byte }

    /// What leads away must be one of three schemes; what has none must not be taken for one.
    private static func fault(inAddress text: String) -> String? {
        let address = text.replacing("&amp;", with: "&").replacing("&quot;", with: "\"")
        if address.utf8.contains(where: { $0 <= 0x20 || $0 == UInt8(ascii: "\\") }) { return "white space in the address \(text)" }
        let beginning = address.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        if ["http:", "https:"].contains(String(beginning)) { return address.contains("://") ? nil : "the address \(text)" }
        if beginning.hasPrefix("mailto:") { return nil }
        if address.hasPrefix("//") { return "the address \(text), of another host" }
        return beginning.utf8.contains(UInt8(ascii: ":")) ? "the address \(text)" : nil
    }
}
