import Foundation

/// What a program wrote, held against RFC 3875, section 6.
struct CheckedAnswer {
    private(set) var faults: [Fault] = []
    /// 200 or 302 where it gives none.
    private(set) var status = 200
    private(set) var fields: [(name: String, value: String)] = []
    private(set) var body = Data()

    init(_ answer: Data) {
        var rest = answer[...]
        var lines: [String] = []
        var hasEnd = false
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            // The line's end is \n or \r\n: what the system calls one (section 6.3.4).
            let line = String(decoding: rest[..<end], as: UTF8.self)
            rest = rest[(end + 1)...]
            lines.append(line.last == "\r" ? String(line.dropLast()) : line)
            if lines.last == "" {
                hasEnd = true
                break
            }
        }
        guard hasEnd else {
            faults.append(lines.first?.hasPrefix("HTTP/") ?? false ? .statusLine : .noHeaderEnd)
            return
        }
        body = Data(rest)
        read(lines.dropLast())
        judgeFields()
    }

    private mutating func read(_ lines: some Collection<String>) {
        for (number, line) in lines.enumerated() {
            let name = line.prefix { $0 != ":" }
            if number == 0, line.hasPrefix("HTTP/") {
                faults.append(.statusLine)
            } else if name.isEmpty || name.count == line.count || !name.utf8.allSatisfy(Self.isTokenByte) {
                faults.append(.noField(line: String(line.prefix(60))))
            } else {
                fields.append((name.lowercased(), line.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces)))
            }
        }
    }

    private mutating func judgeFields() {
        for name in ["Content-Type", "Location", "Status"] where values(of: name).count > 1 {
            faults.append(.repeated(field: name))
        }
        if let value = values(of: "Status").first {
            let code = value.prefix(3)
            if code.count == 3, let number = Int(code), number >= 100, value.dropFirst(3).first ?? " " == " " {
                status = number
            } else {
                faults.append(.badStatus(value: String(value.prefix(60))))
            }
        }
        if let value = values(of: "Location").first {
            if values(of: "Status").isEmpty { status = 302 }
            if !value.hasPrefix("/"), value.wholeMatch(of: /[A-Za-z][A-Za-z0-9+.-]*:.+/) == nil {
                faults.append(.badLocation(value: String(value.prefix(60))))
            }
        }
        let isBare = values(of: "Location").isEmpty && values(of: "Status").isEmpty
        // What is no field at all has been told of, and would be told of twice.
        if values(of: "Content-Type").isEmpty, !body.isEmpty || isBare,
            !faults.contains(where: { if case .noField = $0 { true } else { false } }) {
            faults.append(.noContentType)
        }
    }

    func values(of name: String) -> [String] {
        fields.filter { $0.name == name.lowercased() }.map(\.value)
    }

    /// RFC 9110, section 5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
