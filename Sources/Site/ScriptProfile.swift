/// What a script of somebody's may do, and how much it may take, beside what every script may: a line of the file that
/// the owner keeps, `scripts.conf`.
///
///     newsletter: network, read /srv/texts, write site, seconds 60, memory 1G
///
/// `#` starts a comment. Lines for the same script add up.
public struct ScriptProfile: Sendable, Equatable {
    /// A part of the data folder that can be named like a path.
    public enum Store: String, Sendable, CaseIterable {
        case site, members, uploads
    }

    /// To open connections by IP.
    public private(set) var hasNetwork = false
    /// Absolute paths: files, or folders with all that is in them. What can be read can be run.
    public private(set) var reads: [String] = []
    public private(set) var writes: [String] = []
    public private(set) var storesRead: Set<Store> = [.site]
    public private(set) var storesWritten: Set<Store> = []
    /// Seconds from its start until it is ended.
    public private(set) var seconds = 30
    /// Bytes of address space, for each process.
    public private(set) var memory = 512 << 20
    /// How many processes it may have, beside those that run already.
    public private(set) var processes = 64
    /// What the lines say, as they say it; empty where there is none.
    public private(set) var words = ""

    /// What every script may.
    public init() {}

    /// What a file says of a script.
    /// - Throws: `ScriptProfileError` for the first of its lines that can't be followed. Other scripts' lines are not looked at.
    public init(_ name: String, in text: some StringProtocol) throws(ScriptProfileError) {
        var number = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            guard let (owner, rights) = Self.parts(of: line), owner == name else { continue }
            for right in rights.split(separator: ",", omittingEmptySubsequences: false) {
                let parts = right.split(whereSeparator: Self.isSpace)
                guard let kind = parts.first, parts.count <= 2, set(String(kind), parts.count == 2 ? String(parts[1]) : "") else {
                    throw ScriptProfileError(line: number, problem: Self.problem(parts.map(String.init)))
                }
            }
            words += (words.isEmpty ? "" : ", ") + Self.trimmed(rights)
        }
    }

    /// Everything in a file that can't be followed.
    /// - Parameter scripts: those that there are; a line for another is a mistake.
    public static func faults(in text: some StringProtocol, scripts: Set<String>) -> [ScriptProfileError] {
        var faults: [ScriptProfileError] = []
        var number = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            if trimmed(line.prefix { $0 != "#" }).isEmpty { continue }
            guard let (name, _) = parts(of: line) else {
                faults.append(ScriptProfileError(line: number, problem: "it is not like 'NAME: network, read /srv/texts'"))
                continue
            }
            if !scripts.contains(name) {
                faults.append(ScriptProfileError(line: number, problem: "there is no script '\(name)'"))
                continue
            }
            do {
                _ = try ScriptProfile(name, in: line)
            } catch {
                faults.append(ScriptProfileError(line: number, problem: error.problem))
            }
        }
        return faults
    }

    private static func parts(of line: some StringProtocol) -> (name: String, rights: String)? {
        let line = line.prefix { $0 != "#" }
        let name = line.prefix { $0 != ":" }
        guard name.endIndex != line.endIndex else { return nil }
        return (trimmed(name), String(line[line.index(after: name.endIndex)...]))
    }

    /// Takes a right.
    /// - Returns: whether there is such a one.
    private mutating func set(_ kind: String, _ value: String) -> Bool {
        switch kind {
        case "network":
            hasNetwork = true
            return value.isEmpty
        case "read", "write":
            let isWriting = kind == "write"
            if let store = Store(rawValue: value) {
                storesRead.insert(store)
                if isWriting { storesWritten.insert(store) }
                return true
            }
            guard value.utf8.first == UInt8(ascii: "/") else { return false }
            if isWriting { writes.append(value) } else { reads.append(value) }
            return true
        case "seconds": return Self.take(Int(value), 1...86_400, &seconds)
        case "processes": return Self.take(Int(value), 0...10_000, &processes)
        case "memory": return Self.take(Self.bytes(value), 1 << 20...1 << 40, &memory)
        default: return false
        }
    }

    private static func take(_ value: Int?, _ range: ClosedRange<Int>, _ place: inout Int) -> Bool {
        guard let value, range.contains(value) else { return false }
        place = value
        return true
    }

    /// 512M, 2G.
    private static func bytes(_ text: String) -> Int? {
        let unit: Int
        switch text.utf8.last {
        case UInt8(ascii: "M"): unit = 1 << 20
        case UInt8(ascii: "G"): unit = 1 << 30
        default: return nil
        }
        guard let number = Int(text.dropLast()), number > 0, number < 1 << 20 else { return nil }
        return number * unit
    }

    private static func problem(_ words: [String]) -> String {
        let said = words.joined(separator: " ")
        switch words.first {
        case nil: return "a right is missing before or after a comma"
        case "network" where words.count > 1: return "'\(said)' should be 'network' alone"
        case "read", "write":
            return "'\(said)' should name one path from / on, or one of \(Store.allCases.map(\.rawValue).joined(separator: ", "))"
        case "seconds": return "'\(said)' should be like 'seconds 60', a day at the most"
        case "processes": return "'\(said)' should be like 'processes 64', 10000 at the most"
        case "memory": return "'\(said)' should be like 'memory 512M' or 'memory 2G'"
        default: return "'\(said)' is none of network, read, write, seconds, memory, processes"
        }
    }

    private static func isSpace(_ character: Character) -> Bool {
        character == " " || character == "\t" || character == "\r"
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        var words: [String] = []
        for word in text.split(whereSeparator: isSpace) { words.append(String(word)) }
        return words.joined(separator: " ")
    }
}
