import Foundation
import Site

/// A mail as it goes over the wire (RFC 5322), with line feeds alone, as the `sendmail` interface takes it.
struct MailMessage {
    private var lines: [String] = []

    /// - Parameters:
    ///   - sender: the name and address that it comes from.
    ///   - host: the site's, for the message's id.
    init(_ mail: Mail, from sender: (name: String, address: String), host: String) {
        add("From", "\(Self.phrase(sender.name)) <\(Self.oneLine(sender.address))>")
        add("To", "<\(Self.oneLine(mail.recipient))>")
        add("Subject", Self.text(mail.subject))
        add("Date", Self.date(mail.at))
        // The same on each try, so that whoever gets it twice can tell. Numbers are given again.
        add("Message-ID", "<\(mail.at).\(mail.id).\(Self.checksum(mail.recipient + mail.subject + mail.body))@\(host)>")
        // RFC 3834: keeps holiday answers away.
        add("Auto-Submitted", "auto-generated")
        if !mail.unsubscribe.isEmpty {
            add("List-Unsubscribe", "<\(Self.oneLine(mail.unsubscribe))>")
            add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
        }
        add("MIME-Version", "1.0")
        add("Content-Type", "text/plain; charset=utf-8")
        add("Content-Transfer-Encoding", "quoted-printable")
        lines.append("")
        lines += Self.quotedPrintable(mail.body)
    }

    var text: String { lines.joined(separator: "\n") + "\n" }

    private mutating func add(_ name: String, _ value: String) {
        lines.append("\(name): \(value)")
    }

    /// FNV-1a, 64 bits (draft-eastlake-fnv).
    private static func checksum(_ text: String) -> String {
        let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return String(hash, radix: 36)
    }

    /// A header is one line, whatever stands in its value.
    private static func oneLine(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7f ? " " : $0 }))
    }

    /// A name before an address: quoted, or as encoded words.
    private static func phrase(_ name: String) -> String {
        let name = oneLine(name)
        guard name.utf8.allSatisfy({ $0 < 0x80 }), name.utf8.count < 60 else { return encodedWords(name) }
        return "\"\(name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }

    private static func text(_ text: String) -> String {
        let text = oneLine(text)
        let isPlain = text.utf8.allSatisfy { $0 < 0x80 } && text.utf8.count < 66 && !text.contains("=?")
        return isPlain ? text : encodedWords(text)
    }

    /// RFC 2047: no line longer than 76 characters, no word that splits a character.
    private static func encodedWords(_ text: String) -> String {
        var words: [String] = []
        var part: [UInt8] = []
        for character in text {
            let bytes = Array(String(character).utf8)
            for scalar in bytes.count > 39 ? String(character).unicodeScalars.map({ Array(String($0).utf8) }) : [bytes] {
                if part.count + scalar.count > 39 {
                    words.append(Data(part).base64EncodedString())
                    part = []
                }
                part += scalar
            }
        }
        words.append(Data(part).base64EncodedString())
        return words.map { "=?UTF-8?B?\($0)?=" }.joined(separator: "\n ")
    }

    private static func date(_ seconds: Int) -> String {
        let time = CivilTime(seconds)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let clock = [time.hour, time.minute, time.second].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        return "\(days[time.weekday]), \(time.day) \(months[time.month - 1]) \(time.year) \(clock) +0000"
    }

    /// RFC 2045, section 6.7: lines of 76 characters at the most.
    private static func quotedPrintable(_ text: String) -> [String] {
        var text = text
        while text.hasSuffix("\n") { text.removeLast() }
        return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
            var out: [String] = []
            var current = ""
            let bytes = Array(line.utf8)
            for (index, byte) in bytes.enumerated() {
                let isSpace = byte == 0x20 || byte == 0x09
                let isPlain = (byte > 0x20 && byte < 0x7f && byte != UInt8(ascii: "=")) || (isSpace && index < bytes.count - 1)
                // A line that is a dot alone, or begins with From, means something to mail programs.
                let isMark = current.isEmpty && (byte == UInt8(ascii: ".") || byte == UInt8(ascii: "F"))
                let piece = isPlain && !isMark ? String(UnicodeScalar(byte)) : "=" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
                if current.utf8.count + piece.utf8.count > 75 {
                    out.append(current + "=")
                    current = ""
                }
                current += piece
            }
            return out + [current]
        }
    }
}
