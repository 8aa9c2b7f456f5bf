import Site
import Testing

@Suite(.serialized) struct ZoneTests {
    @Test(arguments: [
        ("Europe/Vienna", 1_435_708_800, 7_200), ("Europe/Vienna", 1_451_606_400, 3_600),
        // The second before the clocks go forward, and that one.
        ("Europe/Vienna", 1_427_590_799, 3_600), ("Europe/Vienna", 1_427_590_800, 7_200),
        // 40 years on, by the rule and not by the table.
        ("Europe/Vienna", 2_698_056_000, 7_200), ("America/New_York", 0, -18_000),
        ("Asia/Kathmandu", 1_700_000_000, 20_700), ("Asia/Tokyo", -1_000, 32_400), ("UTC", 5, 0),
    ])
    func hasTheOffsetsOfItsTime(_ name: String, _ moment: Int, _ offset: Int) throws {
        #expect(try #require(Zone(name: name)).offset(at: moment) == offset)
    }

    @Test(arguments: [
        "", "Nowhere", "../../../etc/passwd", "/etc/localtime", "Europe", "Europe/Vienna\0", "zone.tab", "Europe/Vienna ",
    ])
    func isNoneOfAnotherName(_ name: String) {
        #expect(Zone(name: name) == nil)
    }
}
