/// The cookies that a client sent (RFC 6265, section 5.4).
public struct Cookies: Sendable {
    private let text: String

    init(_ text: String) {
        self.text = text
    }

    /// The value of the first cookie of that name.
    public subscript(name: String) -> String? {
        for pair in text.split(separator: ";") {
            let pair = pair.drop { $0 == " " }
            if pair.utf8.count > name.utf8.count, pair.hasPrefix(name), pair.dropFirst(name.count).first == "=" {
                return String(pair.dropFirst(name.count + 1))
            }
        }
        return nil
    }
}

extension Request {
    public var cookies: Cookies { Cookies(MetaVariables.value("HTTP_COOKIE") ?? "") }

    /// Whether the client came over TLS.
    public var isSecure: Bool { MetaVariables.value("HTTPS") == "on" }
}

/// A cookie that an answer sets (RFC 6265, section 4.1).
public struct SetCookie: Sendable {
    public var name: String
    public var value: String
    /// Seconds that the browser keeps it; 0 takes it away.
    public var maxAge: Int
    public var isSecure: Bool
    /// Not for scripts. All cookies of the site are.
    public var isHTTPOnly = true

    public init(_ name: String, _ value: String, maxAge: Int, isSecure: Bool) {
        self.name = name
        self.value = value
        self.maxAge = maxAge
        self.isSecure = isSecure
    }

    var header: String {
        "\(name)=\(value); Path=/; Max-Age=\(maxAge); SameSite=Lax" + (isSecure ? "; Secure" : "") + (isHTTPOnly ? "; HttpOnly" : "")
    }
}

extension Response {
    public mutating func set(_ cookie: SetCookie) {
        set("Set-Cookie", cookie.header)
    }
}
