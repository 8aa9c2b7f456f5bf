/// A request method (RFC 9110, section 9). Any other is answered with 501 before a route sees it.
public enum Method: String, Sendable, CaseIterable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
    case options = "OPTIONS"
    case query = "QUERY"

    /// The method of that name. Written out, since the one that the compiler makes looks names up in a table
    /// that it first has to build.
    public init?(rawValue: String) {
        switch rawValue {
        case "GET": self = .get
        case "HEAD": self = .head
        case "POST": self = .post
        case "PUT": self = .put
        case "PATCH": self = .patch
        case "DELETE": self = .delete
        case "OPTIONS": self = .options
        case "QUERY": self = .query
        default: return nil
        }
    }
}
