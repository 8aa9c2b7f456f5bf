import Foundation

/// The times of nginx's logs, without their time zones: both logs are written by one server.
enum LogClock {
    /// Seconds, of `2026-11-23T04:37:53+00:00` and of `2026/11/23 04:37:53`.
    static func seconds(_ text: some StringProtocol) -> Int? {
        let parts = text.prefix(19).split { "-/T: ".contains($0) }.compactMap { Int32($0) }
        guard parts.count == 6 else { return nil }
        var time = tm()
        (time.tm_year, time.tm_mon, time.tm_mday) = (parts[0] - 1900, parts[1] - 1, parts[2])
        (time.tm_hour, time.tm_min, time.tm_sec) = (parts[3], parts[4], parts[5])
        return timegm(&time)
    }
}
