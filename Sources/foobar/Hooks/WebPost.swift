import Foundation
import Site

/// A POST to a server elsewhere, by curl.
struct WebPost {
    /// Seconds that one may take.
    static let timeLimit = 10
    /// Bytes of an answer, its head included, that are read.
    private static let answerLimit = 16_384
    /// Characters of an answer that are kept.
    private static let wordLimit = 200

    /// The path of curl.
    let tool: String

    /// Sends JSON. No redirect is followed.
    ///
    /// Address, headers and body go by standard input: other users of the machine see arguments.
    func send(_ body: String, to address: String, headers: [String]) -> HookAnswer {
        var lines = [
            "url = \(Self.quoted(address))", "data-raw = \(Self.quoted(body))", "max-time = \(Self.timeLimit)",
            "proto = \"=http,https\"", "globoff", "include", "silent", "show-error", "suppress-connect-headers",
            // curl would wait for a server's leave to send a long body.
            "header = \"Expect:\"", "user-agent = \"foobar\"",
        ]
        lines += headers.map { "header = \(Self.quoted($0))" }

        let process = Process()
        process.executableURL = URL(fileURLWithPath: tool)
        process.arguments = ["--disable", "--config", "-"]
        let (input, output, errors) = (Pipe(), Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        do {
            try process.run()
        } catch {
            return .silent("\(tool) could not be started: \(error.localizedDescription)")
        }
        try? input.fileHandleForWriting.write(contentsOf: Data((lines.joined(separator: "\n") + "\n").utf8))
        try? input.fileHandleForWriting.close()
        let answer = Self.read(output.fileHandleForReading)
        // It has nothing more to say that matters, but a server may go on for ever.
        process.terminate()
        let said = (try? errors.fileHandleForReading.readToEnd()) ?? Data()
        process.waitUntilExit()
        return Self.judged(answer) ?? .silent(Self.line(said, fallback: "curl ended with status \(process.terminationStatus)"))
    }

    private static func read(_ handle: FileHandle) -> Data {
        var answer = Data()
        while answer.count < answerLimit, let more = try? handle.read(upToCount: answerLimit - answer.count), !more.isEmpty {
            answer += more
        }
        return answer
    }

    /// What the answer says, those of 1xx before it passed over; nil where there is none.
    private static func judged(_ answer: Data) -> HookAnswer? {
        var rest = answer[...]
        while rest.starts(with: Data("HTTP/".utf8)) {
            let blank = rest.range(of: Data("\r\n\r\n".utf8)) ?? rest.endIndex..<rest.endIndex
            let statusLine = String(decoding: rest[..<blank.lowerBound].prefix { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
            let parts = statusLine.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, let status = Int(parts[1].prefix(3)) else { return nil }
            rest = rest[blank.upperBound...]
            if status < 200 { continue }
            if (200..<300).contains(status) { return .taken(String(parts[1])) }
            let words = line(rest, fallback: "")
            let text = words.isEmpty ? String(parts[1]) : "\(parts[1]): \(words)"
            return status == 410 ? .gone(text) : .refused(text)
        }
        return nil
    }

    private static func line(_ data: Data, fallback: String) -> String {
        let text = TypedText(line: String(decoding: data, as: UTF8.self), limit: wordLimit).text
        return text.isEmpty ? fallback : String(text.prefix(wordLimit))
    }

    /// As curl's configuration file has it.
    private static func quoted(_ text: String) -> String {
        "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }
}
