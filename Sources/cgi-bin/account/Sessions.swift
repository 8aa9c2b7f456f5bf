import CGI
import HTML
import Site
import Web

extension AccountSettings {
    func sessions() throws -> Response {
        let sessions = try context.members.sessions(of: viewer.id, now: context.now)
        let done = wasDone("It has ended.") ?? wasDone("All others have ended.", "others")
        return try context.page(.sessions(sessions, current: try context.session?.id, done: done))
    }

    /// Ends the session that a button named, or all but this one.
    func endSession() throws -> Response {
        _ = try context.provenViewer()
        let which = TypedText(line: context.request.form["end"], limit: 64)
        if which.text == "others" {
            try context.members.endSessions(of: viewer.id, except: context.sessionToken)
            return done("sessions", "others")
        }
        try context.members.endSession(id: which.text, of: viewer.id)
        return done("sessions")
    }
}
