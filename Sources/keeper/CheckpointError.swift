/// SQLite answered that no checkpoint was made: the database is not in WAL mode, or another process checkpoints.
struct CheckpointError: Error, CustomStringConvertible {
    var description: String { "The log could not be copied into the database; the next try is soon." }
}
