extension CivilTime {
    /// Seconds since 1970 of a moment as RFC 3339, section 5.6, writes it: `2026-11-23T14:30:00Z`,
    /// `2026-11-23T15:30:00.5+01:00`. Parts of a second are dropped; a leap second is the one after it.
    /// - Returns: nil where `text` is no such moment, or lies outside of the years 1 to 9999 in UTC.
    public static func seconds(rfc3339 text: String) -> Int? {
        var rest = text.utf8[...]
        func digits(_ count: Int) -> Int? {
            let part = rest.prefix(count)
            guard part.count == count, part.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
            rest = rest.dropFirst(count)
            return part.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        func skip(_ bytes: StaticString) -> Bool {
            guard let next = rest.first, (0..<bytes.utf8CodeUnitCount).contains(where: { bytes.utf8Start[$0] == next })
            else { return false }
            rest = rest.dropFirst()
            return true
        }
        guard let year = digits(4), skip("-"), let month = digits(2), skip("-"), let day = digits(2), skip("Tt"),
            let hour = digits(2), skip(":"), let minute = digits(2), skip(":"), let second = digits(2),
            1...12 ~= month, 1...31 ~= day, hour < 24, minute < 60, second <= 60
        else { return nil }
        if skip(".") {
            guard digits(1) != nil else { return nil }
            while digits(1) != nil {}
        }
        var offset = 0
        if !skip("Zz") {
            let sign = rest.first == UInt8(ascii: "-") ? -1 : 1
            guard skip("+-"), let hours = digits(2), skip(":"), let minutes = digits(2), hours < 24, minutes < 60
            else { return nil }
            offset = sign * (hours * 3_600 + minutes * 60)
        }
        let local = seconds(year: year, month: month, day: day, hour: hour, minute: minute, second: min(second, 59))
        // The 31st of a month of 30 days runs into the next.
        guard rest.isEmpty, CivilTime(local).day == day else { return nil }
        let moment = local + (second == 60 ? 1 : 0) - offset
        return 1...9_999 ~= CivilTime(moment).year ? moment : nil
    }
}
