import CSandbox

/// What may be done with a file, or with all that a folder holds.
public struct FileRights: OptionSet, Sendable {
    public let rawValue: UInt64

    public init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    public static let read = FileRights(rawValue: UInt64(LANDLOCK_READ_FILE))
    public static let write = FileRights(rawValue: UInt64(LANDLOCK_WRITE_FILE | LANDLOCK_TRUNCATE))
    public static let execute = FileRights(rawValue: UInt64(LANDLOCK_EXECUTE))
    /// To see the names in a folder.
    public static let list = FileRights(rawValue: UInt64(LANDLOCK_READ_DIR))
    /// To make files in a folder, and to remove them.
    public static let make = FileRights(rawValue: UInt64(LANDLOCK_MAKE_REG | LANDLOCK_REMOVE_FILE))
    /// To make, remove and move folders, links and pipes too.
    public static let arrange = FileRights(
        rawValue: UInt64(LANDLOCK_MAKE_DIR | LANDLOCK_REMOVE_DIR | LANDLOCK_MAKE_SYM | LANDLOCK_MAKE_FIFO | LANDLOCK_REFER))

    /// Those that a file can have that is no folder: the kernel takes no rule with others.
    static let ofFile: FileRights = [.read, .write, .execute]
}
