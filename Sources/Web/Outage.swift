import Site
import SQLite

/// Why the site can't do for a while what was asked for; nothing was changed.
public enum Outage: Sendable {
    /// Another program held a database for longer than the busy timeout.
    case busy
    /// The disk is full.
    case full
    /// The databases are of another version than the programs.
    case otherVersion

    /// nil for what no waiting mends.
    init?(_ error: any Error) {
        if error is SchemaError {
            self = .otherVersion
        } else if let error = error as? SQLiteError, error.isBusy || error.isFull {
            self = error.isFull ? .full : .busy
        } else {
            return nil
        }
    }

    /// Seconds, for Retry-After (RFC 9110, section 10.2.3).
    var retryAfter: Int {
        switch self {
        case .busy: 5
        case .full: 600
        case .otherVersion: 60
        }
    }

    var title: String {
        switch self {
        case .busy: "The site is busy"
        case .full: "The site has no room left"
        case .otherVersion: "The site is being looked after"
        }
    }

    /// What was kept, and what to do.
    var words: String {
        switch self {
        case .busy: "It could not answer in time. Nothing was changed. Try again in a few seconds."
        case .full: "What you sent could not be kept, and nothing was changed. Go back, keep a copy of what you wrote, and try again later."
        case .otherVersion: "It will be back in a few minutes. Nothing was changed. If you were sending something, go back and send it again then."
        }
    }
}
