/// A program that could not answer.
enum RouteProgramError: Error, CustomStringConvertible {
    case missing(name: String)
    case noAnswer(name: String, ending: String)
    case noBody(path: String)

    var description: String {
        switch self {
        case .missing(let name):
            "cgi-bin/\(name) is not there or can't be run; './foobar serve' builds the site's programs."
        case .noAnswer(let name, let ending):
            "cgi-bin/\(name) ended with \(ending) and no answer; nginx would send errors/502.html."
        case .noBody(let path):
            "The body could not be written to \(path)."
        }
    }
}
