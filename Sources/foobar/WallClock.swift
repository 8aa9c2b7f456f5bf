import Foundation

/// Tells when the machine's clock was set back.
struct WallClock {
    private var time = Date()
    private var instant = ContinuousClock.now
    /// Less than this, in seconds, is no more than a correction.
    private static let tolerance = 2

    /// By how many seconds it was set back since this was asked last; nil where it was not.
    mutating func setBack() -> Int? {
        let (now, elapsed) = (Date(), ContinuousClock.now - instant)
        let lost = Int(elapsed.components.seconds) - Int(now.timeIntervalSince(time).rounded(.up))
        (time, instant) = (now, .now)
        return lost > Self.tolerance ? lost : nil
    }
}
