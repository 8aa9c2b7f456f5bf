import Foundation

/// The program that takes mail away: every mail server and relay client has one by this interface.
struct Sendmail {
    /// Seconds that one mail may take.
    static let timeLimit = 120

    let path: String

    /// Where mail would go: `FOOBAR_SENDMAIL`, or where all systems have it.
    static var configuredPath: String {
        let named = ProcessInfo.processInfo.environment["FOOBAR_SENDMAIL"] ?? ""
        return named.isEmpty ? "/usr/sbin/sendmail" : named
    }

    /// nil where there is no such program.
    init?() {
        path = Self.configuredPath
        guard FileManager.default.isExecutableFile(atPath: path) else { return nil }
    }

    /// Hands a message over.
    /// - Returns: nil where it was taken; else why it was not, in a line.
    func send(_ message: MailMessage, from sender: String, to recipient: String) -> String? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["-i", "-f", sender, "--", recipient]
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        do {
            try process.run()
        } catch {
            return "\(path) could not be started: \(error.localizedDescription)"
        }
        let timer = DispatchSource.makeTimerSource()
        let pid = process.processIdentifier
        timer.schedule(deadline: .now() + .seconds(Self.timeLimit))
        timer.setEventHandler { kill(pid, SIGKILL) }
        timer.resume()
        defer { timer.cancel() }
        // It may end without having read all; its status tells then.
        try? input.fileHandleForWriting.write(contentsOf: Data(message.text.utf8))
        try? input.fileHandleForWriting.close()
        let said = (try? output.fileHandleForReading.readToEnd()) ?? Data()
        process.waitUntilExit()
        if process.terminationReason == .exit, process.terminationStatus == 0 { return nil }
        let lines = String(decoding: said, as: UTF8.self).split(whereSeparator: \.isNewline).map { $0.trimmed() }
        let ending = process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL
            ? "it took longer than \(Self.timeLimit) seconds" : "status \(process.terminationStatus)"
        return String((lines.filter { !$0.isEmpty }.joined(separator: " ") + " (\(ending))").trimmed().prefix(500))
    }
}
