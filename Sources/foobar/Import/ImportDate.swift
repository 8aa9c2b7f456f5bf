import Site

/// A date as posts carry it: `2015-01-13`, with a time, with an offset from UTC, in the ways that front matter, WXR and
/// RSS write them.
struct ImportDate: Equatable {
    /// Seconds since 1970.
    var seconds: Int
    /// The day as it was written, which addresses had.
    var year: Int
    var month: Int
    var day: Int

    /// `2015-01-13`, `2015-01-13 9:05:00 -5`, `2015-01-13T09:05:00.000-05:00`, `2015/01/13`, and
    /// `Tue, 13 Jan 2015 14:05:00 +0000`.
    init?(_ text: String) {
        var scanner = NumberScanner(text)
        let offsetText: Substring
        if let first = text.first(where: { !$0.isWhitespace }), first.isLetter {
            let words = text.split(whereSeparator: { $0 == " " || $0 == "," })
            guard words.count >= 4, let day = Int(words[1]), let year = Int(words[3]),
                let month = Self.months.firstIndex(of: String(words[2].prefix(3))), 1...31 ~= day, 1...9_999 ~= year
            else { return nil }
            (self.year, self.month, self.day) = (year, month + 1, day)
            scanner = NumberScanner(words.count > 4 ? String(words[4]) : "")
            offsetText = words.count > 5 ? words[5] : ""
            guard let clock = scanner.clock() else { return nil }
            guard let offset = Self.offset(offsetText) else { return nil }
            seconds = CivilTime.seconds(year: year, month: month + 1, day: day) + clock - offset
            return
        }
        guard let year = scanner.number(digits: 4), scanner.skip("-/"), let month = scanner.number(digits: 2),
            scanner.skip("-/"), let day = scanner.number(digits: 2), (1...12).contains(month), (1...31).contains(day),
            year > 0
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
        guard let clock = scanner.clock(), let offset = Self.offset(scanner.rest) else { return nil }
        seconds = CivilTime.seconds(year: year, month: month, day: day) + clock - offset
    }

    /// `/2015/01/13`, the beginning of Jekyll's address for a post of that day.
    var path: String { "/\(year)/\(Self.two(month))/\(Self.two(day))" }

    /// The day in UTC.
    var pathInUTC: String {
        let time = CivilTime(seconds)
        return "/\(time.year)/\(Self.two(time.month))/\(Self.two(time.day))"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Seconds east of UTC; nil where it is no offset.
    private static func offset(_ text: Substring) -> Int? {
        let text = text.filter { !$0.isWhitespace }
        if text.isEmpty || ["Z", "z", "UTC", "GMT"].contains(text) { return 0 }
        guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
        let digits = text.dropFirst().filter { $0 != ":" }
        guard let number = Int(digits), digits.count <= 4 else { return nil }
        let seconds = digits.count > 2 ? number / 100 * 3_600 + number % 100 * 60 : number * 3_600
        return sign == "-" ? -seconds : seconds
    }
}

/// Reads numbers from the front of a text.
private struct NumberScanner {
    private(set) var rest: Substring

    init(_ text: String) {
        rest = text[...].drop { $0.isWhitespace }
        while rest.last?.isWhitespace == true { rest.removeLast() }
    }

    mutating func number(digits most: Int) -> Int? {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }.prefix(most)
        rest = rest.dropFirst(digits.count)
        return Int(digits)
    }

    mutating func skip(_ characters: String) -> Bool {
        guard let first = rest.first, characters.contains(first) else { return false }
        rest.removeFirst()
        return true
    }

    /// Seconds since midnight; 0 where there is no time.
    mutating func clock() -> Int? {
        var ahead = self
        _ = ahead.skip("Tt ")
        ahead.rest = ahead.rest.drop { $0.isWhitespace }
        guard let hour = ahead.number(digits: 2) else { return 0 }
        guard ahead.skip(":"), let minute = ahead.number(digits: 2) else { return nil }
        var second = 0
        if ahead.skip(":") { second = ahead.number(digits: 2) ?? 0 }
        if ahead.skip(".,") { _ = ahead.number(digits: 12) }
        guard hour < 24, minute < 60, second < 61 else { return nil }
        self = ahead
        return hour * 3_600 + minute * 60 + second
    }
}
