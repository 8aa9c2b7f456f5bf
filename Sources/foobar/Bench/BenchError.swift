/// Why nothing can be said of how fast the site is.
enum BenchError: Error, CustomStringConvertible {
    case failed(tool: String, ending: String)
    case interrupted
    case wrongAnswers(page: String, count: Int, of: Int)
    case unwritten(comments: Int, of: Int)
    case noAnswer(path: String)

    var description: String {
        switch self {
        case .failed(let tool, let ending): "\(tool) failed: \(ending). Nothing is left behind."
        case .interrupted: "Ended before the measuring was done. Nothing is left behind."
        case .wrongAnswers(let page, let count, let total):
            "\(count) of \(total) answers to '\(page)' were not what they should be, so its rate means nothing. Nothing is left behind."
        case .unwritten(let count, let total):
            "Of \(total) comments that were acknowledged, \(count) are in the database. Nothing is left behind."
        case .noAnswer(let path): "\(path) was not answered. Nothing is left behind."
        }
    }
}
