import CGI
import JSON
import Site

/// What went wrong, told to a program (RFC 9457).
public struct Problem: Error, Sendable {
    /// What is wrong with one part of what was sent.
    public struct Fault: Sendable {
        /// Where in the body, as a JSON pointer (RFC 6901); empty: all of it.
        public let pointer: String
        public let detail: String

        public init(at pointer: String, _ detail: String) {
            self.pointer = pointer
            self.detail = detail
        }
    }

    public let status: Status
    /// A sentence for people: what happened, and what to do.
    public let detail: String
    public var faults: [Fault] = []
    /// For WWW-Authenticate.
    public var challenge: String?
    /// For Allow.
    public var methods: [String] = []
    /// For Retry-After, in seconds.
    public var retryAfter: Int?

    public init(_ status: Status, _ detail: String) {
        self.status = status
        self.detail = detail
    }

    /// The problem that a status stands for, where no more is known.
    public init(_ status: Status) {
        let words = switch status {
        case .badRequest: "The request did not arrive whole. Nothing was changed."
        case .contentTooLarge: "The body is larger than this address takes. Nothing was kept."
        case .notImplemented: "This method is not known here."
        case .serviceUnavailable: "The site is busy, and nothing was changed. Try again in a few seconds."
        default: "Something here is broken. It was written down."
        }
        self.init(status, words)
    }

    init(_ refusal: Refusal) {
        switch refusal {
        case .signInNeeded, .proofNeeded: self = .noToken
        case .forbidden(let act): self.init(.forbidden, "Only a \(act.leastRole.rawValue) may do this, or whoever it belongs to.")
        case .crossSite: self.init(.forbidden, "This is not open to pages of other sites.")
        case .banned(let ban):
            let end = ban.until.map { "until \(String.moment($0))" } ?? "for good"
            self.init(.forbidden, "You are banned \(end). \(ban.reason)")
        case .notFound: self = .nothingHere
        }
    }

    public static let nothingHere = Problem(.notFound, "There is nothing at this address, or nothing that is open to you.")

    /// No token, where one is needed.
    public static var noToken: Problem {
        var problem = Problem(.unauthorized, "This needs an access token. Make one at /account/tokens, and send it as “Authorization: Bearer …”.")
        problem.challenge = "Bearer realm=\"foobar\""
        return problem
    }

    /// RFC 6750, section 3.1.
    static var badToken: Problem {
        var problem = Problem(.unauthorized, "This access token is not known, was revoked, or is past its end. Make a new one at /account/tokens.")
        problem.challenge = "Bearer realm=\"foobar\", error=\"invalid_token\""
        return problem
    }

    /// A token that was not made for this.
    public static func needed(_ scope: Scope) -> Problem {
        var problem = Problem(.forbidden, "This access token lacks the scope “\(scope.rawValue)”. Make one that has it at /account/tokens.")
        problem.challenge = "Bearer realm=\"foobar\", error=\"insufficient_scope\", scope=\"\(scope.rawValue)\""
        return problem
    }
}

extension Context {
    /// A problem as the answer of the request.
    public func answer(_ problem: Problem) -> Response {
        var json = JSON()
        json.object {
            $0.member("type", "about:blank")
            $0.member("title", "\(problem.status.phrase)")
            $0.member("status", problem.status.rawValue)
            $0.member("detail", problem.detail)
            if !problem.faults.isEmpty {
                $0.member("errors") {
                    $0.array { list in
                        for fault in problem.faults {
                            list.object {
                                $0.member("pointer", fault.pointer)
                                $0.member("detail", fault.detail)
                            }
                        }
                    }
                }
            }
            $0.member("request", request.id)
        }
        var response = Response(problem.status, type: "application/problem+json", body: json.bytes + [UInt8(ascii: "\n")])
        response.openToAllOrigins()
        if let challenge = problem.challenge { response.set("WWW-Authenticate", challenge) }
        if !problem.methods.isEmpty { response.set("Allow", problem.methods.joined(separator: ", ")) }
        if let retryAfter = problem.retryAfter { response.set("Retry-After", String(retryAfter)) }
        return response
    }
}

extension Response {
    /// Lets scripts of every site read the answer. No cookie counts here, so they see what anybody could.
    public mutating func openToAllOrigins() {
        set("Access-Control-Allow-Origin", "*")
        set("Access-Control-Expose-Headers", "ETag, Link, Location, Allow, Retry-After, WWW-Authenticate")
    }
}
