import CGI
import JSON
import Site
import Web

/// One request to one operation, looked through: what an operation gets to see is as its table says.
struct Call {
    let context: Context
    let operation: Operation
    /// What the request brought to show who it comes from.
    let token: AccessToken?
    let holder: Viewer?
    /// The JSON that was sent; null where the operation takes none.
    let body: JSONValue
    private let values: [String: JSONValue]

    /// - Throws: `Problem` where the request is not one of the operation's, or needs a token that it has not.
    init(_ operation: Operation, path: [String: String], _ context: Context) throws {
        self.context = context
        self.operation = operation
        // Before anything is said of what is here and what is not.
        let known = try context.accessToken()
        token = known?.token
        holder = known?.holder
        switch operation.need {
        case .nothing: break
        case .anyToken: if known == nil { throw Problem.noToken }
        case .scope(let scope):
            guard let known else { throw Problem.noToken }
            guard known.token.scopes.contains(scope) else { throw Problem.needed(scope) }
        }
        values = try Self.values(operation, path, context.request.query)
        body = try Self.body(operation.body, context)
    }

    var site: Site { get throws { try context.site } }
    var members: Members { get throws { try context.members } }
    var now: Int { context.now }

    func has(_ scope: Scope) -> Bool { token?.scopes.contains(scope) ?? false }

    /// The value of a parameter; nil where it was not given.
    func text(_ name: String) -> String? { values[name]?.string }
    func int(_ name: String) -> Int? { values[name]?.int }
    /// What the path names.
    var slug: String { text("slug") ?? "" }
    var id: Int { int("id") ?? 0 }
    var limit: Int { int("limit") ?? 20 }

    /// The bytes that were sent.
    var bytes: [UInt8] {
        guard case .bytes(let bytes) = context.request.body else { return [] }
        return bytes
    }

    // MARK: Looking through

    private static func values(
        _ operation: Operation, _ path: [String: String], _ query: Query
    ) throws -> [String: JSONValue] {
        var values: [String: JSONValue] = [:]
        for field in query.fields {
            guard operation.parameters.contains(where: { $0.place == .query && "\($0.name)" == field.name }) else {
                throw Problem(.badRequest, "There is no parameter “\(field.name)” here.")
            }
            if path[field.name] != nil || query.fields.count(where: { $0.name == field.name }) > 1 {
                throw Problem(.badRequest, "The parameter “\(field.name)” was given more than once.")
            }
        }
        for parameter in operation.parameters where parameter.place != .header {
            let name = "\(parameter.name)"
            guard let text = parameter.place == .path ? path[name] : query[name] else {
                if parameter.isRequired { throw Problem(.badRequest, "The parameter “\(name)” is missing.") }
                continue
            }
            let value = parameter.schema.value(of: text)
            let faults = parameter.schema.faults(in: value ?? .null, at: "")
            if let fault = faults.first {
                // No address of anything is like this.
                if parameter.place == .path { throw Problem.nothingHere }
                throw Problem(.badRequest, "The parameter “\(name)” is wrong. \(fault.detail)")
            }
            values[name] = value
        }
        return values
    }

    private static func body(_ payload: Operation.Payload?, _ context: Context) throws -> JSONValue {
        guard let payload else { return .null }
        let sent: [UInt8] = if case .bytes(let bytes) = context.request.body { bytes } else { [] }
        if sent.count > payload.limit {
            throw Problem(.contentTooLarge, "These are \(sent.count) bytes, and \(payload.limit) are taken. Nothing was kept.")
        }
        guard case .json(let component, _) = payload else { return .null }
        let type = context.request.contentType
        guard type == "application/json" || type == "application/merge-patch+json" else {
            throw Problem(.unsupportedMediaType, "This takes JSON: send it with Content-Type: application/json.")
        }
        let value: JSONValue
        do throws(JSONFault) { value = try JSONValue(reading: sent) } catch {
            throw Problem(.badRequest, "The body is no JSON: \(error).")
        }
        let faults = Schema.object(component).faults(in: value, at: "")
        if !faults.isEmpty {
            var problem = Problem(.unprocessableContent, "Something in the body is not as it must be. Nothing was changed.")
            problem.faults = faults
            throw problem
        }
        return value
    }

    // MARK: Answering

    func answer(_ json: JSON, _ status: Status = .ok) -> Response {
        var response = Response(status, type: "application/json", body: json.bytes + [UInt8(ascii: "\n")])
        if status != .ok { response.set("ETag", response.entityTag()) }
        return response
    }

    /// Something that was just made.
    /// - Parameter path: where it is, after `/api/v1/`.
    func created(_ json: JSON, at path: String) -> Response {
        var response = answer(json, .created)
        response.set("Location", "\(context.origin)/api/v1/\(path)")
        return response
    }

    /// A page of a list.
    /// - Parameters:
    ///   - items: written one after the other.
    ///   - next: the parameter with which the list goes on, and its value; nil where this is the last page.
    func page(_ items: JSON, next: (name: String, value: String)?) -> Response {
        // What the path names may need escapes, as what is looked for may.
        let address = next.map { next in
            let limit = int("limit").map { "limit=\($0)&" } ?? ""
            let words = text("q").map { "q=\($0.queryEscaped)&" } ?? ""
            return "\(context.origin)/api\(ownAddress)?\(words)\(limit)\(next.name)=\(next.value.queryEscaped)"
        }
        var json = JSON()
        json.object { json in
            json.member("items") { $0.array { $0.elements(items) } }
            json.member("next") { json in if let address { json.string(address) } else { json.null() } }
        }
        var response = answer(json)
        if let address { response.set("Link", "<\(address)>; rel=\"next\"") }
        return response
    }

    private var ownAddress: String {
        "\(operation.path)".split(separator: "/").map { part in
            guard part.hasPrefix("{") else { return "/\(part)" }
            let name = String(part.dropFirst().dropLast())
            return "/" + (text(name)?.queryEscaped ?? int(name).map(String.init) ?? "")
        }.joined()
    }

    /// Lets a change go on where what is changed is in the state that its writer wants it in.
    /// - Parameters:
    ///   - current: what she would be answered if she read it now.
    ///   - isNeeded: whether she must say in which.
    func check(_ current: Response, isNeeded: Bool) throws {
        switch context.request.condition(on: current) {
        case .fulfilled: break
        case .none:
            if isNeeded {
                throw Problem(.preconditionRequired, "Read it first, and send its ETag as If-Match, so that no change of somebody else is lost.")
            }
        case .failed:
            throw Problem(.preconditionFailed, "It is not any more what you have read. Read it again, and make your change anew.")
        }
    }
}
