import Glibc
import SQLite

/// Says that something was written into `site.db` or `members.db`: a file for each who wants to know, which takes its file
/// away before it looks. Units are started for as long as theirs is there.
///
/// Not by systemd's look at the logs itself: what changes while the unit runs would start nothing.
struct News {
    private let databases: [String]
    private let files: [String]
    private var seen: [CommitMark] = []

    /// - Parameter folder: the data folder. Where it has no folder `news`, nobody wants to know.
    init(of folder: String) {
        databases = ["site.db", "members.db"].map { "\(folder)/\($0)" }
        files = ["mail", "hooks"].map { "\(folder)/news/\($0)" }
    }

    mutating func look() {
        let marks = databases.map { CommitMark(of: $0) }
        guard marks != seen else { return }
        // After the look: what is written from here on is seen by the next.
        seen = marks.allSatisfy(\.isSettled) ? marks : []
        for file in files {
            let descriptor = open(file, O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
            if descriptor >= 0 { close(descriptor) }
        }
    }
}
