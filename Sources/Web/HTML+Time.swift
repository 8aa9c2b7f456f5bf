import HTML
import Site

extension HTML.Interpolation {
    /// A day as people read it, and the moment as programs do: `<time datetime="…">15 July 2014</time>`.
    public mutating func appendInterpolation(day seconds: Int) {
        let time = appendMoment(seconds)
        appendDay(time)
        appendLiteral("</time>")
    }

    /// As `day`, with hours and minutes.
    public mutating func appendInterpolation(minute seconds: Int) {
        let time = appendMoment(seconds)
        appendDay(time)
        var text: [7 of UInt8] = [UInt8(ascii: ","), UInt8(ascii: " "), 0, 0, UInt8(ascii: ":"), 0, 0]
        put(time.hour, at: 2, of: &text)
        put(time.minute, at: 5, of: &text)
        appendInterpolation(trusted: text.span)
        appendLiteral("</time>")
    }

    /// The beginning of a `time` element.
    /// - Returns: the moment as the site's clock shows it.
    private mutating func appendMoment(_ seconds: Int) -> CivilTime {
        let time = CivilTime(seconds)
        appendLiteral("<time datetime=\"")
        appendInterpolation(moment: time)
        appendLiteral("\">")
        guard let offset = Clock.zone?.offset(at: seconds), offset != 0 else { return time }
        return CivilTime(seconds + offset)
    }

    /// RFC 3339, in UTC: `2014-07-15T14:41:00Z`.
    mutating func appendInterpolation(moment time: CivilTime) {
        // In one piece: a thread has one of these for each comment.
        var text: [20 of UInt8] = .init(repeating: UInt8(ascii: "-"))
        put(time.year / 100, at: 0, of: &text)
        put(time.year, at: 2, of: &text)
        put(time.month, at: 5, of: &text)
        put(time.day, at: 8, of: &text)
        text[10] = UInt8(ascii: "T")
        put(time.hour, at: 11, of: &text)
        text[13] = UInt8(ascii: ":")
        put(time.minute, at: 14, of: &text)
        text[16] = UInt8(ascii: ":")
        put(time.second, at: 17, of: &text)
        text[19] = UInt8(ascii: "Z")
        appendInterpolation(trusted: text.span)
    }

    /// The form of RSS: `Tue, 15 Jul 2014 14:41:00 +0000`.
    mutating func appendInterpolation(rfc822 seconds: Int) {
        let time = CivilTime(seconds)
        appendLiteral(weekday(time.weekday))
        appendLiteral(", ")
        appendInterpolation(two: time.day)
        appendLiteral(" ")
        appendLiteral(shortMonth(time.month))
        appendLiteral(" ")
        appendInterpolation(time.year)
        appendLiteral(" ")
        appendInterpolation(two: time.hour)
        appendLiteral(":")
        appendInterpolation(two: time.minute)
        appendLiteral(":")
        appendInterpolation(two: time.second)
        appendLiteral(" +0000")
    }

    mutating func appendInterpolation(month: Int) {
        switch month {
        case 1: appendLiteral("January")
        case 2: appendLiteral("February")
        case 3: appendLiteral("March")
        case 4: appendLiteral("April")
        case 5: appendLiteral("May")
        case 6: appendLiteral("June")
        case 7: appendLiteral("July")
        case 8: appendLiteral("August")
        case 9: appendLiteral("September")
        case 10: appendLiteral("October")
        case 11: appendLiteral("November")
        default: appendLiteral("December")
        }
    }

    /// At least two digits.
    mutating func appendInterpolation(two number: Int) {
        if number < 10 { appendLiteral("0") }
        appendInterpolation(number)
    }

    /// `1 comment`, `2 comments`: the plural of a regular noun.
    public mutating func appendInterpolation(_ count: Int, _ noun: StaticString) {
        appendInterpolation(count)
        appendLiteral(" ")
        appendLiteral(noun)
        if count != 1 { appendLiteral("s") }
    }

    private mutating func appendDay(_ time: CivilTime) {
        appendInterpolation(time.day)
        appendLiteral(" ")
        appendInterpolation(month: time.month)
        appendLiteral(" ")
        appendInterpolation(time.year)
    }

    private func weekday(_ number: Int) -> StaticString {
        switch number {
        case 0: "Sun"
        case 1: "Mon"
        case 2: "Tue"
        case 3: "Wed"
        case 4: "Thu"
        case 5: "Fri"
        default: "Sat"
        }
    }

    private func shortMonth(_ number: Int) -> StaticString {
        switch number {
        case 1: "Jan"
        case 2: "Feb"
        case 3: "Mar"
        case 4: "Apr"
        case 5: "May"
        case 6: "Jun"
        case 7: "Jul"
        case 8: "Aug"
        case 9: "Sep"
        case 10: "Oct"
        case 11: "Nov"
        default: "Dec"
        }
    }
}

/// Writes two digits.
private func put<let count: Int>(_ number: Int, at index: Int, of text: inout [count of UInt8]) {
    text[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10 % 10)
    text[index + 1] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10)
}
