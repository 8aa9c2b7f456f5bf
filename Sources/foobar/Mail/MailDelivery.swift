import Foundation
import Site

/// Delivers mail while the site is served: at once, as soon as something was written that may have caused some.
///
/// Routes know nothing of it. A commit shows in the time of a write-ahead log; then one look tells whether mail
/// is due. On the main thread only, like all that starts processes.
final class MailDelivery {
    private let folder: DataFolder
    private let flush: ChildProcess
    private var seen: [String] = []
    private var nextLook = ContinuousClock.now

    /// nil where there is nobody to hand mail to.
    /// - Parameter address: where the site is served, for links in mail where the settings have no address.
    init?(dataFolder: String, address: String) {
        guard let sendmail = Sendmail() else { return nil }
        folder = DataFolder(dataFolder)
        var environment = ProcessInfo.processInfo.environment
        environment["FOOBAR_SENDMAIL"] = sendmail.path
        environment["FOOBAR_ADDRESS"] = address
        let command = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        flush = ChildProcess(name: "mail", command: [command, "mail", "flush", "--data", dataFolder], environment: environment)
    }

    /// Where mail goes, in a sentence.
    static func words(_ delivery: MailDelivery?) -> String {
        delivery == nil
            ? NoSendmailError(path: Sendmail.configuredPath).description : "Mail goes out by \(Sendmail.configuredPath)."
    }

    /// Ten times a second: two looks at the time of a file, and nothing else while nobody writes. What waits for its
    /// next try is found within half a minute.
    func look(startedBy supervisor: Supervisor) throws {
        guard flush.pid == 0 else { return }
        let times = [folder.siteDatabase, folder.membersDatabase].map { Self.state($0 + "-wal") }
        guard times != seen || ContinuousClock.now >= nextLook else { return }
        // What was written into site.db may be news that somebody wants mail of.
        let hasNews = times.first != seen.first
        // Many writes in a second are one round.
        if hasNews, !seen.isEmpty, ContinuousClock.now - flush.started < .seconds(1) { return }
        seen = times
        nextLook = ContinuousClock.now + .seconds(30)
        let now = Int(Date().timeIntervalSince1970)
        // A database that is busy or broken is the routes' to tell of; there is a next time.
        let isDue = (try? Members(in: folder).hasDueMail(now: now)) ?? false
        guard hasNews || isDue else { return }
        try supervisor.run(flush)
    }

    private static func state(_ path: String) -> String {
        var status = stat()
        guard stat(path, &status) == 0 else { return "" }
        return "\(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)"
    }
}
