/// How long a moderator can ban somebody.
public enum BanLength: String, Sendable, CaseIterable {
    case day, week, month, year
    case forGood = "for-good"

    /// When it ends, in seconds since 1970; nil: never.
    public func end(from now: Int) -> Int? {
        switch self {
        case .day: now + 86_400
        case .week: now + 7 * 86_400
        case .month: now + 30 * 86_400
        case .year: now + 365 * 86_400
        case .forGood: nil
        }
    }
}
