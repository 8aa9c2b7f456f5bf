/// goaccess made no report.
enum GoAccessError: Error, CustomStringConvertible {
    case name(String)
    case failed(String)

    var description: String {
        switch self {
        case .name(let path): "\(path) must end in .html."
        case .failed(let path): "goaccess wrote no \(path), for the reason above."
        }
    }
}
