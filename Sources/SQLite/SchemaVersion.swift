/// The form that a database file has, kept in its `user_version`: the number of its last migration, and the
/// oldest version of the programs that can still use it.
public struct SchemaVersion: Sendable, Equatable {
    public let version: Int
    public let readableFrom: Int

    public init(version: Int, readableFrom: Int) {
        self.version = version
        self.readableFrom = readableFrom
    }

    /// One number for both, since reading the header's field needs no parse of the schema.
    init(userVersion: Int) {
        self.init(version: userVersion & 0xffff, readableFrom: userVersion >> 16)
    }

    var userVersion: Int { readableFrom << 16 | version }
}
