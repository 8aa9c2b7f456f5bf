import Foundation

extension RouteProgram.Response {
    /// RFC 3875, section 6: header lines, an empty line, the body. nil where there is no head.
    init?(_ answer: Data) {
        var lines: [Substring] = []
        var rest = answer[...]
        while true {
            guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            let line = String(decoding: rest[..<end], as: UTF8.self).trimmingCharacters(in: ["\r"])
            rest = rest[(end + 1)...]
            if line.isEmpty { break }
            lines.append(line[...])
        }
        guard !lines.isEmpty else { return nil }
        let isStatus = { (line: Substring) in line.lowercased().hasPrefix("status:") }
        let hasLocation = lines.contains { $0.lowercased().hasPrefix("location:") }
        let status = lines.first(where: isStatus)?.dropFirst("status:".count).trimmingCharacters(in: .whitespaces)
        let answered = status ?? (hasLocation ? "302 Found" : "200 OK")
        let head = ["HTTP/1.1 " + answered] + lines.filter { !isStatus($0) }.map(String.init)
        self.init(
            status: Int(answered.prefix(3)) ?? 0, head: Data((head.joined(separator: "\r\n") + "\r\n\r\n").utf8),
            body: Data(rest))
    }

    /// The status line, without what ends it.
    var statusLine: String { headLines.first ?? "" }

    /// The header lines: names in lower case, in the order of the alphabet.
    var headers: [(name: String, value: String)] {
        headLines.dropFirst().map { line in
            let name = line.prefix { $0 != ":" }
            return (name.lowercased(), line.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces))
        }.sorted { ($0.name, $0.value) < ($1.name, $1.value) }
    }

    private var headLines: [String] {
        String(decoding: head, as: UTF8.self).split(separator: "\r\n").map(String.init)
    }
}
