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
        let head = ["HTTP/1.1 " + (status ?? (hasLocation ? "302 Found" : "200 OK"))]
            + lines.filter { !isStatus($0) }.map(String.init)
        self.init(head: Data((head.joined(separator: "\r\n") + "\r\n\r\n").utf8), body: Data(rest))
    }
}
