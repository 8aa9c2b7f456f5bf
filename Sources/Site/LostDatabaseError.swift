/// A database that is not there, or empty, though another file says that it was in use.
public struct LostDatabaseError: Error, Equatable, CustomStringConvertible {
    public let path: String
    /// What was left.
    public let rest: String

    public var description: String {
        "\(path) is missing or empty, and \(rest) belongs to it. Put back the copies of both that were made together; to begin anew, move what is left away."
    }
}
