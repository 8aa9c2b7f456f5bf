/// All forms that a database has had.
public struct Migrations: Sendable {
    /// The form that the programs know: the last migration's version.
    public let version: Int
    /// The form that the programs need at the least: the last version that is reached before their switch.
    public let needed: Int
    /// Oldest first. Made when it is asked for: only the command asks.
    public let steps: @Sendable () -> [Migration]

    public init(version: Int, needed: Int, _ steps: @escaping @autoclosure @Sendable () -> [Migration]) {
        self.version = version
        self.needed = needed
        self.steps = steps
    }
}
