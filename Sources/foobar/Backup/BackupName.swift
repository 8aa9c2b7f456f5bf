import Site

/// The name of an archive: `foobar-2026-11-23T101500Z.tar.zst`, by the moment whose state it has.
struct BackupName: Comparable, Sendable {
    /// Seconds since 1970.
    let moment: Int

    private static let prefix = "foobar-"
    private static let suffix = ".tar.zst"

    init(moment: Int) {
        self.moment = moment
    }

    /// - Returns: nil for the name of anything else.
    init?(_ file: String) {
        guard file.hasPrefix(Self.prefix), file.hasSuffix(Self.suffix) else { return nil }
        let stamp = file.dropFirst(Self.prefix.count).dropLast(Self.suffix.count)
        guard stamp.utf8.count == 18 else { return nil }
        // RFC 3339 has colons, which scp and tar take for a host's name.
        let text = stamp.prefix(13) + ":" + stamp.dropFirst(13).prefix(2) + ":" + stamp.dropFirst(15)
        guard let moment = CivilTime.seconds(rfc3339: String(text)), BackupName(moment: moment).file == file else { return nil }
        self.moment = moment
    }

    var file: String { Self.prefix + stamp + Self.suffix }

    /// The list of the uploads that belong to it, as sha256sum(1) has it.
    var uploads: String { Self.prefix + stamp + ".uploads" }

    /// `2026-11-23T101500Z`
    var stamp: String { time.split(separator: ":").joined() }

    /// As people and RFC 3339 write it.
    var time: String { CivilTime(moment).rfc3339 }

    static func < (one: BackupName, other: BackupName) -> Bool { one.moment < other.moment }
}
