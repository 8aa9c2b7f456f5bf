/// A program of the system that did not do what it was asked for.
struct PipelineError: Error, CustomStringConvertible {
    let program: String
    let ending: ProgramEnding
    /// What all of them wrote to standard error.
    let words: String

    var description: String {
        let said = words.split(separator: "\n").map { Terminal.printable($0) }.filter { !$0.isEmpty }
        return said.isEmpty ? "\(program) ended with \(ending)" : said.prefix(3).joined(separator: "; ")
    }
}
