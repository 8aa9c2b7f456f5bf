/// What doctor says of one thing that it looked at.
struct Finding: Encodable {
    enum Verdict: String, Encodable {
        /// As it should be.
        case good
        /// Something is wrong.
        case bad
        /// Nothing is wrong; it is worth knowing.
        case note
        /// It does not apply here, or can't be looked at.
        case skipped
    }

    let verdict: Verdict
    let words: String
    /// What to do about it; empty where there is nothing to do.
    let remedy: String

    static func good(_ words: String) -> Finding { Finding(verdict: .good, words: words, remedy: "") }
    static func bad(_ words: String, _ remedy: String) -> Finding { Finding(verdict: .bad, words: words, remedy: remedy) }
    static func note(_ words: String, _ remedy: String = "") -> Finding { Finding(verdict: .note, words: words, remedy: remedy) }
    static func skipped(_ words: String) -> Finding { Finding(verdict: .skipped, words: words, remedy: "") }
}
