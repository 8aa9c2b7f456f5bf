import CGI
import HTML
import Site
import Web

extension AccountSettings {
    func tokens() throws -> Response {
        try context.page(tokenList(NewToken()))
    }

    /// Makes an access token, or revokes one.
    func takeToken() throws -> Response {
        let form = context.request.form
        if let id = form["revoke"] {
            try context.members.endAccessToken(id: TypedText(line: id, limit: 64).text, of: viewer.id)
            return done("tokens", "revoked")
        }
        _ = try context.provenViewer()
        var wanted = NewToken(form)
        let members = try context.members
        if try members.accessTokens(of: viewer.id, now: context.now).count >= AccessToken.most {
            wanted.error = "You have \(AccessToken.most) access tokens. Revoke one that you need no more first."
        }
        guard wanted.isRight else { return try failed(tokenList(wanted)) }
        let token = try members.transaction {
            try tell(.accessToken(name: wanted.name.text, days: wanted.days))
            return try members.addAccessToken(
                of: viewer.id, name: wanted.name.text, scopes: wanted.scopes, days: wanted.days, now: context.now)
        }
        // Shown once, and so in the answer itself.
        return try context.page(
            .accessToken(token, name: wanted.name.text, days: wanted.days, site: context.mailOrigin))
    }

    private func tokenList(_ wanted: NewToken) throws -> Page {
        let done = wasDone("It is revoked: from now on it opens nothing.", "revoked")
        let tokens = try context.members.accessTokens(of: viewer.id, now: context.now)
        return .accessTokens(tokens, form: wanted.html, done: done)
    }
}

/// An access token as its form describes it.
private struct NewToken {
    var name = TypedText(line: nil, limit: AccessToken.nameLimit)
    var scopes: [Scope] = [.read]
    var days = 30
    /// Something that is wrong with no field of its own.
    var error: HTML?
    private var isSent = false

    init() {}

    init(_ form: Query) {
        isSent = true
        name = TypedText(line: form["name"], limit: AccessToken.nameLimit)
        scopes = Scope.allCases.filter { form[$0.rawValue] == "1" }
        days = form["days"].flatMap { Int($0) } ?? 0
    }

    var isRight: Bool { error == nil && nameError == nil && scopeError == nil && daysError == nil }

    private var nameError: HTML? {
        if name.isTooLong { return "At most \(AccessToken.nameLimit) characters, please." }
        return isSent && name.isEmpty ? "Give it a name, so that you know it again." : nil
    }

    private var scopeError: HTML? {
        isSent && scopes.isEmpty ? "Without anything that it may do, it would be of no use." : nil
    }

    private var daysError: HTML? { AccessToken.lifetimes.contains(days) ? nil : "Choose one of these." }

    var html: HTML {
        var form = Form(action: "/account/tokens")
        if let error { form.addError(error) }
        form.field(
            "name", "Name", value: name.text, help: "What will use it: “Backup of my posts”.", error: nameError,
            limit: AccessToken.nameLimit, isRequired: true)
        for scope in Scope.allCases {
            let isFirst = scope == Scope.allCases.first
            form.box(
                scope.fieldName, "\(literal: scope.words)", isOn: scopes.contains(scope), error: isFirst ? scopeError : nil)
        }
        form.choice(
            "days", "Good for", AccessToken.lifetimes.map { (String($0), "\($0) days") }, chosen: String(days), error: daysError)
        return form.html("Make a token", failure: "The token was not made")
    }
}

extension Scope {
    fileprivate var fieldName: StaticString {
        switch self {
        case .read: "read"
        case .posts: "posts"
        case .comments: "comments"
        case .uploads: "uploads"
        }
    }
}
