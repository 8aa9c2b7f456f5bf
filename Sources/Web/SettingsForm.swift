import CGI
import HTML
import Site

/// The settings as they are typed, with what is wrong with them.
public struct SettingsForm {
    // Characters of each field.
    static let titleLimit = 100
    static let aboutLimit = 300
    static let addressLimit = 200
    static let languageLimit = 35
    static let zoneLimit = 64
    static let linksLimit = 4_000
    static let wordsLimit = 10_000

    let title, about, address, language, zone, postsPerPage, navigation, footer: TypedText
    let signUp, pictures: String
    let heldComments, blockedWords, mailName, mailAddress: TypedText
    var errors: [String: HTML] = [:]

    /// What is so far.
    public init(_ settings: Settings, _ rules: Rules) {
        self.init { name in
            switch name {
            case "title": settings.title
            case "about": settings.about
            case "address": settings.address
            case "language": settings.language
            case "zone": settings.zone.name
            case "posts": String(settings.postsPerPage)
            case "navigation": settings.navigation.text
            case "footer": settings.footer.text
            case "pictures": settings.showsForeignPictures ? "shown" : "hidden"
            case "signup": rules.signUp.rawValue
            case "held": String(rules.heldComments)
            case "words": rules.blockedWords.joined(separator: "\n")
            case "mailname": rules.mailName
            case "mailaddress": rules.mailAddress
            default: nil
            }
        }
    }

    /// What was sent.
    public init(typed form: Query) {
        self.init { form[$0] }
    }

    private init(_ value: (String) -> String?) {
        title = TypedText(line: value("title"), limit: Self.titleLimit)
        about = TypedText(line: value("about"), limit: Self.aboutLimit)
        address = TypedText(line: value("address"), limit: Self.addressLimit)
        language = TypedText(line: value("language"), limit: Self.languageLimit)
        zone = TypedText(line: value("zone"), limit: Self.zoneLimit)
        postsPerPage = TypedText(line: value("posts"), limit: 3)
        navigation = TypedText(lines: value("navigation"), limit: Self.linksLimit)
        footer = TypedText(lines: value("footer"), limit: Self.linksLimit)
        pictures = value("pictures") ?? ""
        signUp = value("signup") ?? ""
        heldComments = TypedText(line: value("held"), limit: 3)
        blockedWords = TypedText(lines: value("words"), limit: Self.wordsLimit)
        mailName = TypedText(line: value("mailname"), limit: Self.titleLimit)
        mailAddress = TypedText(line: value("mailaddress"), limit: EmailAddress.longest)
    }

    /// The settings, or nil where something is wrong, which `errors` tells then.
    public mutating func checked() -> (Settings, Rules)? {
        var settings = Settings()
        var rules = Rules()
        let limited: [(String, HTML, TypedText, Int)] = [
            ("title", "title", title, Self.titleLimit), ("about", "description", about, Self.aboutLimit),
            ("navigation", "list of links at the top", navigation, Self.linksLimit),
            ("footer", "list of links at the bottom", footer, Self.linksLimit),
            ("words", "list of blocked words", blockedWords, Self.wordsLimit),
            ("mailname", "name of the sender", mailName, Self.titleLimit),
        ]
        if title.isEmpty { errors["title"] = "The site needs a title." }
        settings.title = title.text
        settings.about = about.text
        if !address.isTooLong, let address = Self.origin(address.text) { settings.address = address } else {
            errors["address"] = "An address begins with https:// and has nothing after the host, like https://www.example.org."
        }
        settings.language = language.text
        if !Self.isLanguage(language.text) { errors["language"] = "A language is a code like en, de or pt-BR." }
        if let zone = zone.text == Zone.utc.name ? .utc : Zone(name: zone.text) {
            settings.zone = zone
        } else {
            errors["zone"] = "There is no time zone of this name. Names are like Europe/Vienna or UTC."
        }
        if let number = Int(postsPerPage.text), 1...100 ~= number { settings.postsPerPage = number } else {
            errors["posts"] = "The posts on a page are a number from 1 to 100."
        }
        do { settings.navigation = try SiteLinks(typed: navigation.text) } catch { errors["navigation"] = Self.words(error) }
        do { settings.footer = try SiteLinks(typed: footer.text) } catch { errors["footer"] = Self.words(error) }
        if ["shown", "hidden"].contains(pictures) { settings.showsForeignPictures = pictures == "shown" } else {
            errors["pictures"] = "Choose whether pictures from elsewhere are shown."
        }
        if let choice = SignUp(rawValue: signUp) { rules.signUp = choice } else { errors["signup"] = "Choose who may sign up." }
        if let number = Int(heldComments.text), 0...Rules.mostHeldComments ~= number { rules.heldComments = number } else {
            errors["held"] = "The first comments that wait are a number from 0 to \(Rules.mostHeldComments)."
        }
        rules.blockedWords = blockedWords.text.split(separator: "\n").map { TypedText(line: String($0), limit: Self.wordsLimit).text }
            .filter { !$0.isEmpty }
        rules.mailName = mailName.text
        rules.mailAddress = EmailAddress(mailAddress.text)?.text ?? ""
        if rules.mailAddress.isEmpty && !mailAddress.isEmpty {
            errors["mailaddress"] = "This is no mail address; one is like mail@example.org."
        }
        for (name, what, text, limit) in limited where text.isTooLong {
            errors[name] = "The \(what) has \(text.text.utf16.count) characters, and \(limit) are allowed."
        }
        return errors.isEmpty ? (settings, rules) : nil
    }

    /// Scheme and host of what was typed, empty for nothing; nil where it is something else.
    private static func origin(_ text: String) -> String? {
        if text.isEmpty { return "" }
        guard let scheme = ["https://", "http://"].first(where: { text.lowercased().hasPrefix($0) }) else { return nil }
        var host = text.dropFirst(scheme.utf8.count).lowercased()
        if host.hasSuffix("/") { host.removeLast() }
        let isHost = !host.isEmpty && host.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."),
                UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"): true
            default: false
            }
        }
        return isHost ? scheme + host : nil
    }

    private static func isLanguage(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard let first = parts.first, 2...8 ~= first.count, text.utf8.count <= languageLimit else { return false }
        return parts.allSatisfy { part in
            1...8 ~= part.count && part.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: false
                }
            }
        }
    }

    private static func words(_ fault: SiteLinks.Fault) -> HTML {
        "“\(fault.line)” is no link: a line is an address that begins with / or https://, a space, and what the link says."
    }
}
