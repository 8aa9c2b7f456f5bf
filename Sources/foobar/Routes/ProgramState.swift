/// How a program in `cgi-bin/` stands to its source.
enum ProgramState: String, Encodable {
    /// Built from the source as it is now.
    case current
    /// The source has changed since.
    case stale
    case missing
    case notExecutable = "not executable"
    /// Its source is not among the site's: a script, or somebody's own program.
    case own
}
