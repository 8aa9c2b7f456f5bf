import SQLite

extension Site {
    /// Up to this many matches are ranked; where there are more, the newest come first. Ranking reads every
    /// match, and among so many it tells a reader little.
    public static let rankedLimit = 500

    /// Lends one page of what a search finds.
    /// - Parameter from: `next` of the page before: a number of hits to pass over where ranked (at most
    ///   `rankedLimit`), else the place in time to go on from.
    public func search(
        _ match: String, from: Int? = nil, now: Int, limit: Int, each body: (SearchHit) throws -> Void
    ) throws -> SearchResult {
        let newest = SearchIndex.rowID(publishedAt: now + 1, postID: 0)
        let matches = try database.first(
            """
            SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? AND rowid < ? LIMIT ?)
            """, match, newest, Self.rankedLimit + 1
        ) { $0.int(0) } ?? 0
        var result = SearchResult(order: .rank, count: matches)
        if matches == 0 { return result }
        if matches > Self.rankedLimit {
            result = SearchResult(order: .newest)
            try searchNewest(match, below: min(from ?? newest, newest), limit: limit, result: &result, each: body)
        } else {
            let passed = min(max(from ?? 0, 0), Self.rankedLimit)
            try searchRanked(match, below: newest, passing: passed, limit: limit, each: body)
            if passed + limit < matches { result.next = passed + limit }
        }
        return result
    }

    private func searchRanked(
        _ match: String, below: Int, passing: Int, limit: Int, each body: (SearchHit) throws -> Void
    ) throws {
        // The title counts for ten times the body.
        try database.query(
            """
            SELECT p.slug, p.published_at, p.comment_count,
                highlight(search, 0, char(2), char(3)), snippet(search, 1, char(2), char(3), '…', 36),
                search.rowid, p.authors
            FROM search JOIN post AS p ON p.id = search.post_id
            WHERE search MATCH ? AND search.rowid < ?
            ORDER BY bm25(search, 10.0, 1.0), search.rowid DESC
            LIMIT ? OFFSET ?
            """, match, below, limit, passing
        ) { try body(SearchHit($0)) }
    }

    private func searchNewest(
        _ match: String, below: Int, limit: Int, result: inout SearchResult,
        each body: (SearchHit) throws -> Void
    ) throws {
        var count = 0
        var last: Int?
        var next: Int?
        try database.query(
            """
            SELECT p.slug, p.published_at, p.comment_count,
                highlight(search, 0, char(2), char(3)), snippet(search, 1, char(2), char(3), '…', 36),
                search.rowid, p.authors
            FROM search JOIN post AS p ON p.id = search.post_id
            WHERE search MATCH ? AND search.rowid < ?
            ORDER BY search.rowid DESC
            LIMIT ?
            """, match, below, limit + 1
        ) { row in
            count += 1
            guard count <= limit else { return next = last }
            let hit = SearchHit(row)
            last = hit.searchRowID
            try body(hit)
        }
        result.next = next
    }
}
