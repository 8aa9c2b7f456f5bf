import Foundation

/// What a name server or resolver said.
struct DNSAnswer {
    struct Record: Equatable {
        let name: String
        let ttl: Int
        let type: String
        /// As in a zone file; names have a dot at their end.
        let data: String
    }

    /// `NOERROR`, `NXDOMAIN`, `SERVFAIL`, ...; empty where nothing came.
    let status: String
    /// Whether whom was asked has the zone itself.
    let isAuthoritative: Bool
    let records: [Record]

    var wasReceived: Bool { !status.isEmpty }

    /// Of dig's output.
    init(text: String) {
        var status = "", isAuthoritative = false, records: [Record] = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix(";") {
                if let sign = line.range(of: "status: ") { status = String(line[sign.upperBound...].prefix { $0.isLetter }) }
                if line.hasPrefix(";; flags:") {
                    isAuthoritative = line.dropFirst(9).prefix { $0 != ";" }.split(separator: " ").contains("aa")
                }
                continue
            }
            let parts = line.split(maxSplits: 4, whereSeparator: \.isWhitespace)
            guard parts.count == 5, let ttl = Int(parts[1]), parts[2] == "IN" else { continue }
            records.append(Record(
                name: parts[0].lowercased(), ttl: ttl, type: String(parts[3]),
                data: parts[4].trimmingCharacters(in: .whitespaces)))
        }
        self.status = status
        self.isAuthoritative = isAuthoritative
        self.records = records
    }
}
