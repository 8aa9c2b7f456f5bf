/// What a route opens of the data folder: it can open nothing else there.
public struct Stores: OptionSet, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// `site.db`: what pages show.
    public static let site = Stores(rawValue: 1)
    /// `members.db`: what pages must not show. Whoever writes it counts tries in `tries.db`, too.
    public static let members = Stores(rawValue: 2)
    /// `uploads/`: members' files.
    public static let uploads = Stores(rawValue: 4)
    /// `own/`: the databases of scripts and of routes of one's own.
    public static let own = Stores(rawValue: 8)
    /// `log/`: the names and sizes of the logs.
    public static let log = Stores(rawValue: 16)
    /// `status/`: what is known of the server (`ServerStatus`).
    public static let status = Stores(rawValue: 32)

    var names: [String] {
        (contains(.site) ? ["site"] : []) + (contains(.members) ? ["members"] : []) + (contains(.uploads) ? ["uploads"] : [])
            + (contains(.own) ? ["own"] : []) + (contains(.log) ? ["log"] : [])
            + (contains(.status) ? ["status"] : [])
    }
}
