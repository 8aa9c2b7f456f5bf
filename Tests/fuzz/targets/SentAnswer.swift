/// What a program wrote, held to RFC 3875, section 6.
struct SentAnswer {
    let status: Int
    let headers: [(name: String, value: String)]
    let body: ArraySlice<UInt8>

    /// nil where it is no answer.
    init?(_ bytes: [UInt8]) {
        var rest = bytes[...]
        var headers: [(String, String)] = []
        var status = 200
        while true {
            let line = rest.prefix { $0 != 0x0A }
            guard line.endIndex < rest.endIndex, line.last == 0x0D else { return nil }
            rest = rest[(line.endIndex + 1)...]
            if line.count == 1 { break }
            let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.startIndex
            let name = line[..<colon]
            let value = line[colon...].dropFirst().dropLast()
            guard !name.isEmpty, value.first == 0x20,
                name.allSatisfy({ $0 == 0x2D || 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 }),
                value.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
            else { return nil }
            headers.append((String(fuzzed: name), String(fuzzed: value.dropFirst())))
            if headers.last?.0 == "Status" {
                guard let code = Int(headers.last?.1.prefix(3) ?? ""), 200...599 ~= code else { return nil }
                status = code
            }
        }
        self.status = status
        self.headers = headers
        body = rest
    }

    subscript(name: String) -> String? { headers.first { $0.name == name }?.value }
}
