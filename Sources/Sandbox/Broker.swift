import CSandbox

#if canImport(Glibc)
import Glibc
#endif

/// Does for a confined process what it may not do itself, outside: it is asked for by name, and gets the descriptors of
/// whoever asks.
public enum Broker {
    /// Bytes of a question.
    static let most = 65_536

    /// Asks for what is done outside, where this process is confined.
    /// - Parameter words: a name, and arguments.
    /// - Returns: the exit status; nil where nobody answers.
    public static func ask(_ words: [String]) -> Int32? {
        let connection = broker_connect()
        guard connection >= 0 else { return nil }
        defer { close(connection) }
        var question: [UInt8] = []
        for word in words { question += Array(word.utf8) + [0] }
        var usual: [Int32] = [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
        guard question.count <= most, send_descriptors(connection, question, question.count, &usual, 3) == question.count else {
            return nil
        }
        var status: UInt8 = 0
        while true {
            let count = read(connection, &status, 1)
            if count < 0 && errno == EINTR { continue }
            return count == 1 ? Int32(status) : nil
        }
    }

    /// What is asked at the other end of a connection.
    /// - Returns: nil for what is no question. The caller closes the three descriptors.
    public static func question(at connection: Int32) -> (words: [String], descriptors: [Int32])? {
        var descriptors: [Int32] = [-1, -1, -1]
        let bytes = [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
            count = max(0, receive_descriptors(connection, buffer.baseAddress, most, &descriptors, 3))
        }
        guard bytes.last == 0 else {
            // It had descriptors and no end.
            if !bytes.isEmpty { for descriptor in descriptors { close(descriptor) } }
            return nil
        }
        return (bytes.dropLast().split(separator: 0, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }, descriptors)
    }

    /// Tells what came of it.
    public static func answer(_ status: UInt8, at connection: Int32) {
        var status = status
        _ = send(connection, &status, 1, Int32(MSG_NOSIGNAL))
    }
}
