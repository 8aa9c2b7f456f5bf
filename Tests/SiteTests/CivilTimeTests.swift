import Foundation
import Site
import Testing

@Suite struct CivilTimeTests {
    @Test(arguments: [
        (0, 1970, 1, 1, 0, 0, 0, 4), (-1, 1969, 12, 31, 23, 59, 59, 3), (951_782_400, 2000, 2, 29, 0, 0, 0, 2),
        (951_868_799, 2000, 2, 29, 23, 59, 59, 2), (951_868_800, 2000, 3, 1, 0, 0, 0, 3), (1_582_934_400, 2020, 2, 29, 0, 0, 0, 6),
        (4_107_542_399, 2100, 2, 28, 23, 59, 59, 0), (4_107_542_400, 2100, 3, 1, 0, 0, 0, 1), (-2_203_891_200, 1900, 3, 1, 0, 0, 0, 4),
        (253_402_300_799, 9999, 12, 31, 23, 59, 59, 5), (-62_135_596_800, 1, 1, 1, 0, 0, 0, 1),
        (-62_135_596_801, 0, 12, 31, 23, 59, 59, 0),
    ])
    func isTheCalendarOfUTC(
        _ seconds: Int, _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int, _ weekday: Int
    ) {
        let time = CivilTime(seconds)
        #expect(time.year == year && time.month == month && time.day == day)
        #expect(time.hour == hour && time.minute == minute && time.second == second && time.weekday == weekday)
        #expect(CivilTime.seconds(year: year, month: month, day: day, hour: hour, minute: minute, second: second) == seconds)
    }

    @Test func everyDayOfSixteenHundredYearsFollowsTheOneBefore() {
        var (year, month, day, weekday) = (1200, 1, 1, 6)
        var seconds = CivilTime.seconds(year: 1200)
        let end = CivilTime.seconds(year: 2800)
        var wrong = 0
        while seconds < end {
            let time = CivilTime(seconds + seconds % 86_400 / 2)
            let isSame = time.year == year && time.month == month && time.day == day && time.weekday == weekday
            if !isSame || CivilTime.seconds(year: year, month: month, day: day) != seconds { wrong += 1 }
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
            weekday = (weekday + 1) % 7
            day += 1
            if day > days { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
            seconds += 86_400
        }
        #expect(wrong == 0)
        #expect(year == 2800 && month == 1 && day == 1)
    }

    @Test func agreesWithAnotherCalendar() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        for _ in 0..<2_000 {
            let seconds = Int.random(in: -10_000_000_000...200_000_000_000)
            let parts = calendar.dateComponents(
                [.year, .month, .day, .hour, .minute, .second, .weekday], from: Date(timeIntervalSince1970: Double(seconds)))
            // Foundation's calendar is Julian before 1582-10-15.
            if seconds < -12_219_292_800 { continue }
            let time = CivilTime(seconds)
            #expect(time.year == parts.year && time.month == parts.month && time.day == parts.day, "\(seconds)")
            #expect(time.hour == parts.hour && time.minute == parts.minute && time.second == parts.second, "\(seconds)")
            #expect(time.weekday + 1 == parts.weekday, "\(seconds)")
        }
    }

    @Test func monthsBeyondTheTwelfthAreOfTheNextYears() {
        #expect(CivilTime.seconds(year: 2020, month: 13) == CivilTime.seconds(year: 2021, month: 1))
        #expect(CivilTime.seconds(year: 2019, month: 14, day: 29) == CivilTime.seconds(year: 2020, month: 2, day: 29))
        #expect(CivilTime.seconds(year: 2020, month: 25) == CivilTime.seconds(year: 2022))
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2026-11-23T14:30:05Z", 1_795_444_205), ("2026-11-23t15:30:05.999+01:00", 1_795_444_205),
        ("2026-11-23T09:00:05-05:30", 1_795_444_205), ("2016-12-31T23:59:60Z", 1_483_228_800), ("2024-02-29T00:00:00z", 1_709_164_800),
        ("0001-01-01T00:00:00Z", -62_135_596_800), ("9999-12-31T23:59:59Z", 253_402_300_799),
    ])
    func readsMomentsOfRFC3339(_ text: String, _ seconds: Int) {
        #expect(CivilTime.seconds(rfc3339: text) == seconds)
    }

    @Test(arguments: [
        "", "2026-11-23", "2026-11-23T14:30Z", "2026-11-23T14:30:05", "2026-11-23 14:30:05Z", "2026-02-29T00:00:00Z",
        "2026-04-31T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-11-23T24:00:00Z", "2026-11-23T14:60:00Z",
        "2026-11-23T14:30:61Z", "2026-11-23T14:30:05.Z", "2026-11-23T14:30:05+1:00", "2026-11-23T14:30:05+24:00",
        "2026-11-23T14:30:05Zx", "20261123T143005Z", "0000-12-31T00:00:00Z", "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01", "２026-11-23T14:30:05Z",
    ])
    func refusesWhatIsNoMomentOfRFC3339(_ text: String) {
        #expect(CivilTime.seconds(rfc3339: text) == nil)
    }
}
