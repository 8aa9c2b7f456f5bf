/// How far a file of a log was read.
struct LogMark {
    /// Bytes, unpacked.
    var position: Int
    /// When the file was there last; seconds since 1970.
    var seen: Int
    /// `LogText.state` at that time: what has not changed is not read again.
    var state: String
}
