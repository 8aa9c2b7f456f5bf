import SQLite

/// The full-text index. Its rows are written by the statements of whoever writes a post: a trigger may not
/// write an FTS5 table while the schema is not trusted.
enum SearchIndex {
    /// Rows order by time of publication, so that "newest first" and "not yet published" are ranges of the
    /// index and need no sort.
    static func rowID(publishedAt: Int, postID: Int) -> Int {
        // 2^42 seconds on both sides of 1970 leave 20 bits that tell posts of one second apart.
        min(max(publishedAt, -(1 << 42)), 1 << 42) << 20 | (postID & 0xfffff)
    }
}
