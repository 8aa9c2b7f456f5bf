import CSandbox

#if canImport(Glibc)
import Glibc
#endif

/// Rules for files: all that none of them allows is forbidden, with EACCES.
///
/// What needs no open file stays as it was: to look at a file's size and times, and to ask whether it is there.
struct Landlock: ~Copyable {
    private let version: Int32
    private let ruleset: Int32
    /// The rights that this version knows.
    private let files: UInt64

    /// nil where there is no Landlock.
    /// - Parameter connects: whether connections by TCP may be opened.
    init?(atMost highest: Int32, connects: Bool) {
        let version = Self.version(atMost: highest)
        guard version > 0 else { return nil }
        let files: UInt64 =
            switch version {
            case 1: 0x1FFF
            // A file may not move to another folder.
            case 2: 0x3FFF
            case 3, 4: 0x7FFF
            // Nor may devices be told what to do.
            default: 0xFFFF
            }
        // TCP: neither bind nor connect. Neither signals nor abstract sockets of processes outside.
        var forbidden = landlock_forbidden(
            files: files, network: version < 4 ? 0 : connects ? 1 : 3, scoped: version < 6 ? 0 : 3)
        let ruleset = landlock_create(&forbidden, version < 4 ? 8 : version < 6 ? 16 : 24)
        guard ruleset >= 0 else { return nil }
        self.version = version
        self.files = files
        self.ruleset = ruleset
    }

    deinit {
        close(ruleset)
    }

    static func version(atMost highest: Int32) -> Int32 {
        min(landlock_version(), highest)
    }

    /// Adds a rule for a file, or for all that a folder holds.
    func allow(_ rights: FileRights, at descriptor: Int32) {
        var rule = landlock_rule(rights: rights.rawValue & files, parent: descriptor)
        _ = landlock_add(ruleset, &rule)
    }

    /// Puts the rules into force for this process and all that it starts, for good.
    /// - Returns: whether they are.
    func enter() -> Bool {
        // A program that only reads a database first tries to write its log: the kernel's log need not hear of it.
        landlock_restrict(ruleset, version < 7 ? 0 : 1) == 0
    }
}
