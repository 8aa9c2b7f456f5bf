/// A moment as the two fields of a form have it: `2026-11-23` and `14:30`, in UTC.
public struct PublishTime: Sendable, Equatable {
    public var date: String
    public var time: String

    public init(date: String, time: String) {
        self.date = date
        self.time = time
    }

    /// - Parameter seconds: since 1970; 0, or nothing: not decided yet.
    public init(_ seconds: Int) {
        guard seconds != 0 else {
            self.init(date: "", time: "")
            return
        }
        let civil = CivilTime(seconds)
        func digits(_ number: Int, _ width: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
        }
        self.init(
            date: "\(digits(civil.year, 4))-\(digits(civil.month, 2))-\(digits(civil.day, 2))",
            time: "\(digits(civil.hour, 2)):\(digits(civil.minute, 2))")
    }

    public var isEmpty: Bool { date.isEmpty && time.isEmpty }

    /// Seconds since 1970; nil where it is no moment. Without a time of day, the day's beginning.
    public var seconds: Int? {
        guard let day = Self.numbers(date, separator: "-", widths: [4, 2, 2]),
            let clock = time.isEmpty ? [0, 0] : Self.numbers(time, separator: ":", widths: [2, 2])
        else { return nil }
        guard day[0] > 0, 1...12 ~= day[1], 1...31 ~= day[2], clock[0] < 24, clock[1] < 60 else { return nil }
        let seconds = CivilTime.seconds(year: day[0], month: day[1], day: day[2], hour: clock[0], minute: clock[1])
        // The 31st of a month of 30 days runs into the next.
        return CivilTime(seconds).day == day[2] ? seconds : nil
    }

    private static func numbers(_ text: String, separator: Character, widths: [Int]) -> [Int]? {
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        guard parts.count == widths.count else { return nil }
        var numbers: [Int] = []
        for (part, width) in zip(parts, widths) {
            guard part.utf8.count == width, part.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let number = Int(part)
            else { return nil }
            numbers.append(number)
        }
        return numbers
    }
}
