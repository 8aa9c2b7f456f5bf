import CGI
import Site
import Web

Route(
    "api", "Posts, comments, users, tags, search, uploads and the log for programs (/api/v1), and how to use it (/api).",
    methods: .all, pool: .slow, cache: .validated, reads: [.site, .members, .uploads], writes: [.site, .members, .uploads],
    tools: .vips, body: 2 * Upload.sizeLimit, sender: .anyone, faults: .problems,
    limits: Limits(seconds: 50, cpuSeconds: 20, memory: 2 << 30)
).run { context in
    // Before an address is put together: it is the site's own.
    _ = try context.settings
    let segments = context.request.segments
    do {
        if segments.isEmpty { return try reference(context) }
        var response = try answer(segments, context)
        response.openToAllOrigins()
        response.set("Vary", "Authorization")
        return response
    } catch let problem as Problem {
        return context.answer(problem)
    }
}

/// The page for people.
func reference(_ context: Context) throws -> Response {
    guard let method = context.request.method, Methods.reading.contains(method) else {
        throw Problem.notAnswered(here: Methods.reading.names)
    }
    return try context.page(.reference(Operation.all, origin: context.origin))
}

/// Finds the operation, and does it.
func answer(_ segments: [String], _ context: Context) throws -> Response {
    let matches = Operation.all.compactMap { operation in operation.match(segments).map { (operation, $0) } }
    guard !matches.isEmpty else { throw Problem.nothingHere }
    let method = context.request.method == .head ? .get : context.request.method
    if let (operation, path) = matches.first(where: { $0.0.method == method }) {
        return try operation.run(Call(operation, path: path, context))
    }
    let methods = Method.allCases.filter { method in
        method == .options || matches.contains { $0.0.method == (method == .head ? .get : method) }
    }.map(\.rawValue)
    if method == .options { return preflight(methods) }
    throw Problem.notAnswered(here: methods)
}

/// What may be asked here, also from pages of other sites (https://fetch.spec.whatwg.org/#cors-preflight-fetch).
func preflight(_ methods: [String]) -> Response {
    var response = Response(.noContent)
    response.set("Allow", methods.joined(separator: ", "))
    response.set("Access-Control-Allow-Methods", methods.joined(separator: ", "))
    response.set("Access-Control-Allow-Headers", "Authorization, Content-Type, If-Match, If-None-Match")
    response.set("Access-Control-Max-Age", "7200")
    return response
}

extension Problem {
    fileprivate static func notAnswered(here methods: [String]) -> Problem {
        var problem = Problem(.methodNotAllowed, "This address answers \(methods.joined(separator: ", ")).")
        problem.methods = methods
        return problem
    }
}
