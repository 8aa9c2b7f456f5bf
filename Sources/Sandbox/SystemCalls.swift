import CSandbox

/// The system calls that a process may make.
public struct SystemCalls: OptionSet, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Those of a program that only reads: no sockets, no other program, no memory that can be run.
    public static let reading = SystemCalls([])
    /// And those that make, name and remove files.
    public static let writing = SystemCalls(rawValue: 1)
    /// And those that start a program, and that it needs.
    public static let running = SystemCalls(rawValue: 2)
}
