import Glibc
import SQLite

/// Says that something was written into `site.db` or `members.db`: a file for each who wants to know, which takes its file
/// away before it looks. Units are started for as long as theirs is there.
///
/// Not by systemd's look at the logs itself: what changes while the unit runs would start nothing.
struct News {
    private let siteLog: [CChar]
    private let membersLog: [CChar]
    private let files: [String]
    /// Of each log, where no commit could leave it as it is.
    private var seen: (site: CommitMark?, members: CommitMark?)

    /// - Parameter folder: the data folder. Where it has no folder `news`, nobody wants to know.
    init(of folder: String) {
        siteLog = Array("\(folder)/site.db-wal".utf8CString)
        membersLog = Array("\(folder)/members.db-wal".utf8CString)
        files = ["mail", "hooks"].map { "\(folder)/news/\($0)" }
    }

    mutating func look() {
        let (site, members) = (CommitMark(ofLog: siteLog), CommitMark(ofLog: membersLog))
        guard site != seen.site || members != seen.members else { return }
        // After the look: what is written from here on is seen by the next.
        seen = (site.isSettled ? site : nil, members.isSettled ? members : nil)
        for file in files {
            let descriptor = open(file, O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
            if descriptor >= 0 { close(descriptor) }
        }
    }
}
