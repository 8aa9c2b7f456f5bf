/// A parser of the site's, and what must be true of its answer whatever it is given.
enum FuzzTarget: String, CaseIterable {
    // What strangers send.
    case query, multipart, environment, json, markdown, html, typed, search, upload, password
    // What the owner and authors of scripts bring.
    case matter, wordpress, ghost, declaration
    /// Programs of `cgi-bin/`, a process for each request.
    case routes

    private nonisolated(unsafe) static var chosen: ([UInt8]) -> Void = { _ in }

    func choose() {
        Self.chosen = switch self {
        case .query: fuzzQuery
        case .multipart: fuzzMultipart
        case .environment: fuzzEnvironment
        case .json: fuzzJSON
        case .markdown: fuzzMarkdown
        case .html: fuzzHTML
        case .typed: fuzzTyped
        case .search: SearchFuzz().run
        case .upload: fuzzUpload
        case .password: fuzzPassword
        case .matter: fuzzFrontMatter
        case .wordpress: WordPressFuzz().run
        case .ghost: fuzzGhost
        case .declaration: fuzzDeclaration
        case .routes: RoutesFuzz().run
        }
    }

    static func runChosen(_ bytes: UnsafeBufferPointer<UInt8>) {
        chosen(Array(bytes))
    }
}
