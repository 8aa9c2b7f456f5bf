/// The methods that a route answers.
public struct Methods: OptionSet, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    public static let get = Methods(rawValue: 1)
    public static let head = Methods(rawValue: 2)
    public static let post = Methods(rawValue: 4)
    public static let put = Methods(rawValue: 8)
    public static let patch = Methods(rawValue: 16)
    public static let delete = Methods(rawValue: 32)
    public static let options = Methods(rawValue: 64)
    public static let query = Methods(rawValue: 128)

    /// What only reads answers both.
    public static let reading: Methods = [.get, .head]
    /// What tells paths apart by itself, and what each answers.
    public static let all: Methods = [.get, .head, .post, .put, .patch, .delete, .options, .query]

    public func contains(_ method: Method) -> Bool {
        let bit: Methods = switch method {
        case .get: .get
        case .head: .head
        case .post: .post
        case .put: .put
        case .patch: .patch
        case .delete: .delete
        case .options: .options
        case .query: .query
        }
        return !isDisjoint(with: bit)
    }

    /// The names of the methods, in the order of `Method`.
    public var names: [String] {
        Method.allCases.filter { contains($0) }.map(\.rawValue)
    }
}
