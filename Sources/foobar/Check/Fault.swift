/// What a program does that it should not.
enum Fault: Hashable {
    case notExecutable
    case notStarted(reason: String)
    case wrongDeclaration(reason: String)
    case endless
    case tooLarge
    case empty(ending: String)
    case noHeaderEnd
    case statusLine
    case noField(line: String)
    case noContentType
    case repeated(field: String)
    case badStatus(value: String)
    case badLocation(value: String)
    case injected
    case unescaped
    case crashed(ending: String)
    case failed(ending: String)
    case leftChild
    case unread
    case wroteFirst
    /// What RFC 3875 forbids and the server mends.
    case bodyForHead
    case anyMethod(status: Int)

    /// Whether readers get a right answer all the same.
    var isNote: Bool {
        switch self {
        case .bodyForHead, .anyMethod: true
        default: false
        }
    }

    /// Whether both are told of in the same words, but for what was met.
    func isSameKind(as other: Fault) -> Bool { reason == other.reason }
}
