import Foundation

/// How long the first readers of a page wait that nobody has asked for yet.
struct ColdPage {
    /// So many readers at once.
    static let readers = 8
    private static let trials = 25
    private static let patience: Int32 = 5_000

    let port: UInt16

    init(url: String) {
        port = url.split(separator: ":").last.flatMap { UInt16($0) } ?? 0
    }

    /// Milliseconds, each the median of some trials with pages of their own: of one reader who is alone, and of
    /// the one of eight who waits longest.
    /// - Throws: `BenchError`.
    func times() throws -> (alone: Double, together: Double) {
        var (alone, together): ([Double], [Double]) = ([], [])
        for trial in 0..<Self.trials {
            try BenchSignals.check()
            alone.append(try slowest(of: 1, asking: "/posts/post-\(100 + trial)"))
            together.append(try slowest(of: Self.readers, asking: "/posts/post-\(200 + trial)"))
        }
        return (Bench.median(alone), Bench.median(together))
    }

    private func slowest(of readers: Int, asking path: String) throws -> Double {
        let sockets = try (0..<readers).map { _ in try connected(path) }
        defer { for socket in sockets { close(socket) } }
        let request = Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n".utf8)
        let start = ContinuousClock.now
        for socket in sockets {
            guard send(socket, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else { throw BenchError.noAnswer(path: path) }
        }
        var open = Set(sockets)
        var begun: Set<Int32> = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while !open.isEmpty {
            var waiting = open.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard poll(&waiting, nfds_t(waiting.count), Self.patience) > 0 else { throw BenchError.noAnswer(path: path) }
            for each in waiting where each.revents != 0 {
                let count = recv(each.fd, &buffer, buffer.count, 0)
                if count <= 0 {
                    open.remove(each.fd)
                } else if begun.insert(each.fd).inserted, !buffer.starts(with: Array("HTTP/1.1 200 ".utf8)) {
                    throw BenchError.noAnswer(path: path)
                }
            }
        }
        let time = ContinuousClock.now - start
        guard begun.count == readers else { throw BenchError.noAnswer(path: path) }
        return Double(time.components.attoseconds) / 1e15 + Double(time.components.seconds) * 1e3
    }

    private func connected(_ path: String) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard Loopback.with(port, { connect(descriptor, $0, $1) }) == 0 else {
            close(descriptor)
            throw BenchError.noAnswer(path: path)
        }
        return descriptor
    }
}
