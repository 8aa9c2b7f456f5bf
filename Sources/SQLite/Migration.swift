/// One step of a database from an older form to a newer one.
///
/// Databases move forward by expand and contract: a step of the phase `before` adds what new programs need
/// and leaves what old ones use; one of the phase `after` takes away what only old programs used.
public struct Migration: Sendable {
    public enum Phase: Sendable {
        /// Runs before the programs are switched: old and new ones both work on the result.
        case before
        /// Runs once no old program is left.
        case after
    }

    public let version: Int
    public let phase: Phase
    /// The oldest version of the programs that can use the database after this step.
    public let readableFrom: Int
    /// Whole statements, run in order in one transaction with the version's change.
    public let statements: [StaticString]

    public init(version: Int, phase: Phase = .before, readableFrom: Int, statements: [StaticString]) {
        self.version = version
        self.phase = phase
        self.readableFrom = readableFrom
        self.statements = statements
    }
}
