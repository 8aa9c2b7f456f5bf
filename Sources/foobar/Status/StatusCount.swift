import Foundation
import Site

/// One count: what the log has new, and a look at the machine.
struct StatusCount {
    private(set) var traffic: Traffic
    let now: Int
    private let folder: DataFolder

    init(of folder: DataFolder, after traffic: Traffic, now: Int = Int(Date().timeIntervalSince1970)) {
        self.folder = folder
        self.traffic = traffic
        self.now = now
    }

    /// Reads what was written since the last count, of rotated files too.
    /// - Throws: what the system says of a file that can't be read.
    mutating func readLog() throws {
        traffic.forget(before: now)
        for path in LogFiles("access.log", in: folder.logs).paths {
            let text: LogText
            do {
                text = try LogText(path: path)
            } catch let error as LogTextError where error.code == ENOENT {
                // logrotate(8) has just renamed it; the next count finds it.
                continue
            }
            // A packed file is unpacked from its beginning on, to find its end.
            if let (identity, _) = traffic.marks.first(where: { $0.value.state == text.state }) {
                traffic.marks[identity]?.seen = now
                continue
            }
            guard let identity = text.identity() else { continue }
            let start = traffic.marks[identity]?.position ?? 0
            text.forEachLine(from: start) { line in
                if let request = CountedRequest(line) { traffic.add(request) }
            }
            traffic.marks[identity] = LogMark(position: max(start, text.position), seen: now, state: text.state)
        }
    }

    /// What the owner is shown.
    func status(machine: MachineLook) -> ServerStatus {
        var status = ServerStatus(at: now)
        status.windows = TrafficWindow.Span.allCases.map { traffic.window($0, now: now) }
        machine.fill(&status, folder)
        return status
    }
}
