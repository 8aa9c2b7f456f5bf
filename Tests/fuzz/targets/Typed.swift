@testable import Import
@testable import Site

/// What is typed into one field of a form, or stands in an address; by all that reads such.
func fuzzTyped(_ bytes: [UInt8]) {
    let text = String(fuzzed: bytes)
    let (before, after) = bytes.divided(at: 0)
    let (first, second) = (String(fuzzed: before), String(fuzzed: after))

    let line = TypedText(line: text, limit: 100)
    holds(line.text.unicodeScalars.allSatisfy { !$0.isControl }, "\(line.text.shown) is one line")
    holds(TypedText(line: line.text, limit: 100) == line, "\(line.text.shown) is clean already")
    let lines = TypedText(lines: text, limit: 100)
    holds(lines.text.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || !$0.isControl }, "\(lines.text.shown) has lines alone")
    holds(TypedText(lines: lines.text, limit: 100) == lines, "\(lines.text.shown) is clean already")
    holds(!oneLine(text).utf8.contains(0x0A), "a line has no end in it")

    let slug = Slug.of(text)
    holds(slug.utf8.count <= Slug.longest && slug.isSlug && Slug.of(slug) == slug, "\(slug.shown) is a slug")
    holds(Slug.of(text, orElse: "post").isSlug, "every text has a slug")
    for tag in TagList.names(in: text) { holds(tag.slug.isSlug && !tag.name.isEmpty, "\(tag) is a tag") }
    for name in Mentions.names(in: text) { holds(UserName(name)?.text == name, "\(name.shown) is a name") }

    if let address = EmailAddress(text) {
        holds(address.text.utf8.allSatisfy { 0x20 < $0 && $0 < 0x7F } && EmailAddress(address.text) == address, "\(address) is one")
    }
    if let name = UserName(text) { holds(UserName(name.text) == name && name.text.utf8.count <= UserName.longest, "\(name) is one") }
    if let hook = HookAddress(text) { holds(hook.text.utf8.allSatisfy { 0x20 < $0 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }, "\(hook) is one") }
    if let token = Token(text) { holds(token.hash.count == 32, "a token has a hash") }
    if let password = OneTimePassword(text: text) { holds(password.text == text, "a secret is written as it was read") }
    if let code = RecoveryCode(text) { holds(RecoveryCode(code.text)?.text == code.text, "\(code.text) is a code") }
    if let picture = Picture(name: text) { holds(picture.forms.last?.name == picture.name, "\(picture) is one") }
    if let key = PageKey(text) { holds(key.text == text && key.id >= 0, "a page has one address") }
    if let seconds = CivilTime.seconds(rfc3339: text) {
        holds(CivilTime.seconds(rfc3339: CivilTime(seconds).rfc3339) == seconds, "\(text) is \(seconds)")
    }
    if let seconds = PublishTime(date: first, time: second).seconds {
        holds(PublishTime(seconds).seconds == seconds || seconds == 0, "\(first) \(second) is \(seconds)")
    }
    if let links = try? SiteLinks(typed: text) {
        links.forEach { address, label in holds(address.count > 0 && label.count > 0, "a link leads somewhere") }
    }
    let old = OldAddress(path: first, query: second)
    holds(!old.path.isEmpty && (old.path == "/" || !old.path.hasSuffix("/")), "\(old.path.shown) has no slash at its end")
    let diff = TextDiff(from: first, to: second)
    holds(first != second || diff.isEmpty, "what is the same has no difference")
    checkSides(of: diff, first, second)

    if let date = ImportDate(text) { holds(date.path.hasPrefix("/") && date.pathInUTC.hasPrefix("/"), "\(text) is a day") }
    if let key = OldPath.key(text) { holds(key.utf8.first == UInt8(ascii: "/"), "\(key.shown) is a path") }
}

/// All that was there before, and all that is there now, stands in a difference.
private func checkSides(of diff: TextDiff, _ first: String, _ second: String) {
    var (old, new): ([String], [String]) = ([], [])
    for part in diff.parts {
        switch part {
        case .same(let lines):
            old += lines
            new += lines
        case .removed(let lines): old += lines
        case .added(let lines): new += lines
        case .changed(let pieces):
            old.append(pieces.filter { $0.kind != .added }.map(\.text).joined())
            new.append(pieces.filter { $0.kind != .removed }.map(\.text).joined())
        }
    }
    func words(_ lines: [String]) -> [Unicode.Scalar] {
        lines.flatMap { $0.unicodeScalars.filter { !$0.properties.isWhitespace } }
    }
    holds(words(old) == words([first]) && words(new) == words([second]), "a difference has both sides: \(diff.parts)")
}

extension String {
    fileprivate var isSlug: Bool {
        !hasPrefix("-") && utf8.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "-") }
    }
}

extension Unicode.Scalar {
    fileprivate var isControl: Bool { value < 0x20 || 0x7F...0x9F ~= value || value == 0x2028 || value == 0x2029 }
}
