/// The databases that a route opens.
public struct Stores: OptionSet, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// `site.db`: what pages show.
    public static let site = Stores(rawValue: 1)
    /// `members.db`: what pages must not show.
    public static let members = Stores(rawValue: 2)

    var names: [String] {
        (contains(.site) ? ["site"] : []) + (contains(.members) ? ["members"] : [])
    }
}
