import Foundation
import Site

/// A member's session for one request of the operator's, begun and ended with it.
struct ShellSession {
    private let members: Members
    private let token: Token

    /// - Throws: `UserError` where nobody has the name.
    init(of name: String, dataFolder: String) throws {
        let folder = DataFolder(dataFolder)
        guard let account = try UserName(name).flatMap({ try Site(in: folder).account($0) }), account.state != .deleted else {
            throw UserError.unknown(name)
        }
        guard account.state == .active else { throw UserError.disabled(name) }
        members = try Members(in: folder, for: .writing)
        Terminal.leaveInterruptsToProgram()
        token = try members.beginShellSession(userID: account.id, now: Int(Date().timeIntervalSince1970))
    }

    /// The session's cookie, and what a browser sends with this site's own forms.
    func headers(for target: RequestTarget) -> [(name: String, value: String)] {
        [
            ("Sec-Fetch-Site", "same-origin"),
            ("Cookie", "\(target.isSecure ? "__Host-session" : "session")=\(token.text)"),
        ]
    }

    func end() {
        do {
            try members.endSession(token)
        } catch {
            FileHandle.standardError.write(
                Data("The session made for this request could not be ended (\(error)); it ends by itself in ten minutes.\n".utf8))
        }
    }
}
