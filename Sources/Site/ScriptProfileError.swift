/// A line of `scripts.conf` that can't be followed.
public struct ScriptProfileError: Error, Equatable, CustomStringConvertible {
    public let line: Int
    public let problem: String

    public var description: String { "line \(line) of scripts.conf can't be followed: \(problem)" }
}
