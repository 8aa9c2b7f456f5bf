/// All that needs a right. Who has it is said here, once; pages and routes ask.
public enum Act: String, Sendable, CaseIterable {
    case comment, flag, follow, invite
    case editOwnComment, deleteOwnComment
    case writePost, upload
    case editOwnPost, deleteOwnPost
    case editAnyPost, deleteAnyPost
    /// Pins posts and makes pages.
    case arrangePosts
    case seeQueue, approveComment, hideComment, restoreComment, lockThread, ban, noteOnUser
    case changeSettings, changeRole, disableUser, seeFigures, seeMail, exportSite

    /// The least role that may.
    public var leastRole: Role {
        switch self {
        case .comment, .flag, .follow, .invite, .editOwnComment, .deleteOwnComment: .member
        case .writePost, .upload, .editOwnPost, .deleteOwnPost: .author
        case .seeQueue, .approveComment, .hideComment, .restoreComment, .lockThread, .ban, .noteOnUser: .moderator
        case .editAnyPost, .deleteAnyPost, .arrangePosts, .changeSettings, .changeRole, .disableUser, .seeFigures, .seeMail,
            .exportSite:
            .owner
        }
    }

    /// Whether somebody who is banned may still do it: what takes part in the site's life she may not.
    public var isOpenToBanned: Bool {
        switch self {
        case .comment, .flag, .invite, .editOwnComment, .writePost, .upload, .editOwnPost: false
        default: true
        }
    }
}

extension Viewer {
    /// Whether her role gives her the right. That what is her own is her own, the caller has seen to.
    public func may(_ act: Act) -> Bool { role >= act.leastRole }

    /// Whether she may act on somebody: a moderator not on her like, an owner not on herself.
    public func may(_ act: Act, on other: Viewer) -> Bool { may(act) && id != other.id && role > other.role }
}
