/// Where a hook sends events: an address of the web.
public struct HookAddress: Sendable, Equatable {
    /// Characters.
    public static let longest = 500

    public let text: String

    /// http and https, with a host, in the characters of RFC 3986, section 2; nil for anything else.
    public init?(_ typed: String) {
        guard typed.utf8.count <= Self.longest, typed.utf8.allSatisfy(Self.isAllowed),
            let scheme = ["https://", "http://"].first(where: { typed.lowercased().hasPrefix($0) })
        else { return nil }
        let authority = typed.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
        guard let host = authority.split(separator: "@").last, host.first != ":" else { return nil }
        text = typed
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "-._~:/?#[]@!$&'()*+,;=%".utf8.contains(byte)
        }
    }
}
