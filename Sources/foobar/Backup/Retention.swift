import Site

/// Which backups stay: the newest of each of the last days, weeks and months that have any, in UTC; and all that are
/// younger than a day, so that a new one never takes the place of the one before a mistake.
struct Retention: Sendable {
    var days = 7
    var weeks = 5
    var months = 12
    /// In seconds.
    var young = 86_400

    /// Those of `backups` that stay.
    func kept(of backups: [BackupName], now: Int) -> Set<Int> {
        let newestFirst = backups.map(\.moment).sorted(by: >)
        var kept = Set(newestFirst.filter { $0 > now - young })
        for (limit, period) in [(days, Self.day), (weeks, Self.week), (months, Self.month)] {
            var seen: Set<Int> = []
            for moment in newestFirst where seen.count < limit && seen.insert(period(moment)).inserted { kept.insert(moment) }
        }
        return kept
    }

    private static func day(_ moment: Int) -> Int { moment / 86_400 }
    /// From Monday on; the first day of 1970 was a Thursday.
    private static func week(_ moment: Int) -> Int { (moment / 86_400 + 3) / 7 }
    private static func month(_ moment: Int) -> Int {
        let time = CivilTime(moment)
        return time.year * 12 + time.month
    }
}
