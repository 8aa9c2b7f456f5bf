import Foundation
import SQLite
import Site

/// Delivers what waits while the site is served: at once, as soon as something was written that may have caused some.
///
/// Routes know nothing of it. A commit shows in the time of a write-ahead log; then one look tells whether something
/// is due. On the main thread only, like all that starts processes.
final class Delivery {
    private let folder: DataFolder
    private let flush: ChildProcess
    private let isDue: (DataFolder, Look) throws -> Bool
    /// What was looked at: nothing yet, or of each database its mark, where that was settled.
    private var seen: [CommitMark?] = []
    private var nextLook = ContinuousClock.now
    private var lastLook = Int(Date().timeIntervalSince1970)

    /// What is known when it is asked whether something is due.
    struct Look {
        /// Something was written into site.db.
        let hasNews: Bool
        /// When it was asked last; seconds since 1970, like the next.
        let last: Int
        let now: Int
    }

    /// - Parameters:
    ///   - command: the arguments of the foobar command that delivers, without the data folder.
    ///   - address: where the site is served, for links where the settings have no address.
    ///   - variables: more of the environment.
    ///   - isDue: whether to start it.
    init(
        _ name: String, command: [String], dataFolder: String, address: String, variables: [String: String] = [:],
        isDue: @escaping (DataFolder, Look) throws -> Bool
    ) {
        folder = DataFolder(dataFolder)
        self.isDue = isDue
        var environment = ProcessInfo.processInfo.environment
        environment["FOOBAR_ADDRESS"] = address
        environment.merge(variables) { $1 }
        let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        flush = ChildProcess(name: name, command: [program] + command + ["--data", dataFolder], environment: environment)
    }

    /// Ten times a second: two looks at the time of a file, and nothing else while nobody writes. What waits for its
    /// next try is found within half a minute.
    func look(startedBy supervisor: Supervisor) throws {
        guard flush.pid == 0 else { return }
        let marks: [CommitMark?] = [folder.siteDatabase, folder.membersDatabase].map { CommitMark(ofLog: $0 + "-wal") }
        guard marks != seen || ContinuousClock.now >= nextLook else { return }
        let hasNews = marks.first != seen.first
        // Many writes in a second are one round.
        if hasNews, !seen.isEmpty, ContinuousClock.now - flush.started < .seconds(1) { return }
        nextLook = ContinuousClock.now + .seconds(30)
        let look = Look(hasNews: hasNews, last: lastLook, now: Int(Date().timeIntervalSince1970))
        // A database that is busy or broken is the routes' to tell of; there is a next time.
        guard let isDue = try? isDue(folder, look) else { return }
        seen = marks.map { $0?.isSettled == true ? $0 : nil }
        lastLook = look.now
        if isDue { try supervisor.run(flush) }
    }
}
