import CGI
import Site

/// One thing that the API does: by this table requests are dispatched, and by it the description and the page for
/// people are written.
struct Operation: Sendable {
    let method: Method
    /// After `/api`, with names of parameters in braces.
    let path: StaticString
    /// What programs that are made from the description call it.
    let id: StaticString
    let summary: StaticString
    let detail: StaticString
    let need: Need
    let parameters: [Parameter]
    let body: Payload?
    let answer: Answer
    /// Statuses of problems that this operation alone has.
    let problems: [Status]
    let run: @Sendable (Call) throws -> Response

    /// What a token must be for.
    enum Need: Sendable {
        /// None is needed; what is a reader's own is shown to a token that may read it.
        case nothing
        case anyToken
        case scope(Scope)
    }

    enum Payload: Sendable {
        case json(Component, example: StaticString)
        case file

        /// Bytes at the most.
        var limit: Int {
            switch self {
            case .json: 2_097_152
            case .file: Upload.sizeLimit
            }
        }
    }

    enum Answer: Sendable {
        case one(Component)
        /// 201, with the address of what was made.
        case created(Component)
        /// A page of a list, with the way to the next.
        case page(of: Component)
        /// 204.
        case nothing
        /// The description itself.
        case description
    }

    init(
        _ method: Method, _ path: StaticString, _ id: StaticString, _ summary: StaticString, _ detail: StaticString = "",
        need: Need = .nothing, parameters: [Parameter] = [], body: Payload? = nil, answer: Answer, problems: [Status] = [],
        run: @escaping @Sendable (Call) throws -> Response
    ) {
        self.method = method
        self.path = path
        self.id = id
        self.summary = summary
        self.detail = detail
        self.need = need
        self.parameters = parameters
        self.body = body
        self.answer = answer
        self.problems = problems
        self.run = run
    }

    static var all: [Operation] {
        posts + comments + users + tags + search + log + uploads + me + description
    }

    /// The values of the path's parameters, by name; nil where the path is another one.
    func match(_ segments: [String]) -> [String: String]? {
        let parts = "\(path)".split(separator: "/")
        guard parts.count == segments.count else { return nil }
        var values: [String: String] = [:]
        for (part, segment) in zip(parts, segments) {
            if part.hasPrefix("{") {
                values[String(part.dropFirst().dropLast())] = segment
            } else if part != segment {
                return nil
            }
        }
        return values
    }

    /// All statuses of problems that it can answer, in their order.
    var allProblems: [Status] {
        var statuses: Set<Status> = [.badRequest, .unauthorized, .internalServerError, .serviceUnavailable]
        switch need {
        case .nothing: break
        case .anyToken, .scope: statuses.insert(.forbidden)
        }
        if parameters.contains(where: { $0.place == .path }) { statuses.insert(.notFound) }
        if body != nil { statuses.formUnion([.contentTooLarge, .unsupportedMediaType, .unprocessableContent]) }
        if method == .patch || method == .delete { statuses.insert(.preconditionFailed) }
        statuses.formUnion(problems)
        return statuses.sorted { $0.rawValue < $1.rawValue }
    }
}

/// What is asked for by the address, or beside it.
struct Parameter: Sendable {
    enum Place: String, Sendable {
        case path, query, header
    }

    let name: StaticString
    let place: Place
    let schema: Schema
    let about: StaticString
    let isRequired: Bool

    static func path(_ name: StaticString, _ schema: Schema, _ about: StaticString) -> Parameter {
        Parameter(name: name, place: .path, schema: schema, about: about, isRequired: true)
    }

    static func query(_ name: StaticString, _ schema: Schema, _ about: StaticString, isRequired: Bool = false) -> Parameter {
        Parameter(name: name, place: .query, schema: schema, about: about, isRequired: isRequired)
    }

    static let slug = path("slug", .text(most: 200), "What stands in the address of the post’s page after /posts/.")
    static let user = path("name", .text(most: 32), "A member’s name.")
    static let tag = path("slug", .text(most: 200), "What stands in the address of the tag’s page after /tags/.")
    static func id(_ about: StaticString) -> Parameter { path("id", .id, about) }
    static let limit = query("limit", .integer(1...100), "How many at the most; 20 where nothing is said.")
    static let pageOfPosts = query("before", .text(most: 32, .pageKey), "Goes on where a page ended. `next` and `Link` lead there.")
    static func after(_ about: StaticString, _ schema: Schema) -> Parameter { query("after", schema, about) }
    static let ifMatch = Parameter(
        name: "If-Match", place: .header, schema: .text(), about: "The `ETag` of what is to be changed, as it was read. Without it the answer is 428.",
        isRequired: false)
}
