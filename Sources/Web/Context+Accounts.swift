import CGI
import Site

extension Context {
    /// Where the client is, as far as tries are counted: its address; of IPv6 the network, which one household has
    /// whole (RFC 6177).
    public var place: String {
        let address = MetaVariables.value("REMOTE_ADDR") ?? ""
        let groups = address.split(separator: ":", omittingEmptySubsequences: false)
        return groups.count > 2 ? groups.prefix(4).joined(separator: ":") : address
    }

    /// `tries.db`, opened for the request.
    public var tries: Tries { get throws { try Tries(in: folder) } }

    /// The scheme and host of links in mail: never the host that the client named, or whoever asks for a mail to
    /// somebody else could have it lead to a site of her own.
    public var mailOrigin: String {
        get throws {
            let address = try settings.address
            if !address.isEmpty { return address }
            let host = MetaVariables.value("SERVER_NAME") ?? "localhost"
            let port = MetaVariables.value("SERVER_PORT") ?? ""
            let usual = request.isSecure ? "443" : "80"
            return (request.isSecure ? "https://" : "http://") + host + (port.isEmpty || port == usual ? "" : ":\(port)")
        }
    }

    /// A path of this site to go on to; nil for anything else, such as `//host` and `/\host`, which browsers take
    /// for other sites.
    public func localPath(_ text: String?) -> String? {
        guard let text, text.utf8.count <= 2_000, text.utf8.first == UInt8(ascii: "/") else { return nil }
        let second = text.utf8.dropFirst().first
        guard second != UInt8(ascii: "/"), second != UInt8(ascii: "\\"), text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
        else { return nil }
        return text
    }

    /// An answer for whoever came by a link with a token: the address stays out of what the browser tells others.
    public func withoutReferrer(_ response: Response) -> Response {
        var response = response
        response.set("Referrer-Policy", "no-referrer")
        return response
    }

    /// Words that somebody who guesses a password would try first.
    public func ownWords(_ words: String?...) throws -> [String] {
        words.compactMap { $0 } + [try settings.title]
    }

    /// Adds an account.
    ///
    /// The name comes first, in `site.db`, then the rest in `members.db` with the link used up. After a crash in
    /// between, the name has no member: the same link, or whoever signs up by that name, takes it up.
    /// - Parameters:
    ///   - token: the link that lets her in.
    ///   - invitedBy: whoever sent it, if it was an invitation.
    public func addAccount(
        _ name: UserName, email: EmailAddress, role: Role, password: PasswordHash, invitedBy: Int?, using token: Token
    ) throws -> NewAccount {
        if try members.member(email) != nil { return .emailTaken }
        let userID: Int
        if let added = try site.addUser(name, role: role, now: now) {
            userID = added
        } else {
            guard let other = try site.account(name), other.state == .active, try members.member(other.id) == nil
            else { return .nameTaken }
            userID = other.id
            try site.setRole(of: userID, role)
        }
        guard let viewer = try site.viewer(id: userID) else { return .nameTaken }
        return try members.transaction {
            guard try members.useToken(token) else { return .linkUsed }
            guard try members.addMember(userID: userID, email: email, password: password, invitedBy: invitedBy, now: now)
            else { return .nameTaken }
            if request.isSameOrigin { try signIn(viewer) }
            return .added(viewer)
        }
    }

    /// Where whoever has just got an account, or an account back, goes on: in it, where the browser says that the form
    /// was ours; else to the form that asks who she is, since any page could have sent her here.
    public func goOn(to path: String) -> Response {
        redirect(to: request.isSameOrigin ? path : "/login", .seeOther)
    }
}

/// What became of an account that was to be added.
public enum NewAccount: Sendable, Equatable {
    case added(Viewer)
    case nameTaken, emailTaken
    /// The link was good once, and somebody has used it just now.
    case linkUsed
}
