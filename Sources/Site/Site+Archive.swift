import SQLite

extension Site {
    /// Lends the months that have posts, newest first: year and month.
    ///
    /// One jump along the list's key for each month, however many posts it has.
    /// - Parameter from: no month before this moment's.
    public func months(from: Int = .min, now: Int, each body: (_ year: Int, _ month: Int) throws -> Void) throws {
        var end = now + 1
        while let newest = try newestPost(before: end), newest >= from {
            let time = CivilTime(newest)
            try body(time.year, time.month)
            end = CivilTime.seconds(year: time.year, month: time.month)
        }
    }

    private func newestPost(before end: Int) throws -> Int? {
        try database.first(
            "SELECT sort_at FROM listing WHERE list = 'posts' AND sort_at < ? ORDER BY sort_at DESC LIMIT 1", end
        ) { $0.int(0) }
    }
}
