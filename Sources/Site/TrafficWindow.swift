/// The last hour, day or week, whole and in steps.
public struct TrafficWindow: Sendable, Equatable {
    /// What `foobar status --since` and `/status?since=` call it.
    public enum Span: String, Sendable, CaseIterable {
        case hour = "1h"
        case day = "24h"
        case week = "7d"

        /// Seconds of a step.
        public var step: Int { self == .hour ? 60 : 3_600 }
        public var steps: Int {
            switch self {
            case .hour: 60
            case .day: 24
            case .week: 168
            }
        }
    }

    public let span: Span
    /// When the first step begins; seconds since 1970.
    public var start: Int
    public var whole = TrafficFigures()
    public var steps: [TrafficFigures] = []
    /// By program; what nginx answers by itself is under "". Those that are asked most often come first.
    public var routes: [(name: String, figures: TrafficFigures)] = []

    public init(_ span: Span, start: Int) {
        self.span = span
        self.start = start
    }

    public static func == (left: TrafficWindow, right: TrafficWindow) -> Bool {
        left.span == right.span && left.start == right.start && left.whole == right.whole && left.steps == right.steps
            && left.routes.elementsEqual(right.routes) { $0 == $1 }
    }
}
