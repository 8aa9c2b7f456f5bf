import HTML

#if canImport(Glibc)
import Glibc
#endif

/// A square that phones read, as inline SVG, made by the `qrencode` command.
public enum QRCode {
    private static let command = "/usr/bin/qrencode"

    /// nil where there is no such command, or it fails: then the page has the text alone.
    ///
    /// The text goes through a pipe, since everyone on the machine can read a command's arguments.
    public static func svg(of text: String, label: HTML) -> HTML? {
        output(for: text).flatMap { picture($0, label: label) }
    }

    /// What the command makes of the text: a line for each row of the square, two characters for each module.
    private static func output(for text: String) -> [UInt8]? {
        var input: [Int32] = [0, 0]
        var output: [Int32] = [0, 0]
        guard pipe(&input) == 0 else { return nil }
        guard pipe(&output) == 0 else {
            input.forEach { close($0) }
            return nil
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input[0], STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO)
        for descriptor in input + output { posix_spawn_file_actions_addclose(&actions, descriptor) }
        let words: [String] = [command, "-t", "ASCII", "-l", "M", "-m", "4", "-o", "-"]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        arguments.append(nil)
        defer { arguments.forEach { free($0) } }
        var environment: [UnsafeMutablePointer<CChar>?] = [nil]
        var pid: pid_t = 0
        let isStarted = posix_spawn(&pid, command, &actions, nil, &arguments, &environment) == 0
        close(input[0])
        close(output[1])
        var answer: [UInt8] = []
        if isStarted {
            // Some hundred bytes: a pipe holds them.
            let bytes = Array(text.utf8)
            _ = write(input[1], bytes, bytes.count)
        }
        close(input[1])
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while isStarted, case let count = read(output[0], &buffer, buffer.count), count > 0 { answer += buffer[..<count] }
        close(output[0])
        guard isStarted else { return nil }
        var status: Int32 = 0
        waitpid(pid, &status, 0)
        return status == 0 ? answer : nil
    }

    private static func picture(_ text: [UInt8], label: HTML) -> HTML? {
        let rows = text.split(separator: UInt8(ascii: "\n"))
        guard let width = rows.first.map({ $0.count / 2 }), width == rows.count else { return nil }
        var path = HTML()
        for (y, row) in rows.enumerated() {
            let row = Array(row)
            var x = 0
            while x < width {
                var end = x
                while end < width, 2 * end < row.count, row[2 * end] == UInt8(ascii: "#") { end += 1 }
                if end > x { path += "M\(x) \(y)h\(end - x)v1H\(x)z" }
                x = end + 1
            }
        }
        return """
            <svg class="qr" role="img" aria-label="\(label)" viewBox="0 0 \(width) \(width)" width="\(width * 5)" \
            height="\(width * 5)" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h\(width)v\(width)H0z"/>\
            <path fill="#000" d="\(path)"/></svg>
            """
    }
}
