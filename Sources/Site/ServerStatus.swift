import JSON

#if canImport(Glibc)
import Glibc
#endif

/// How the server does: what is counted in the web server's log, and what is seen on the machine.
///
/// A route may see neither. `foobar status --update` writes it down once a minute, and the route reads that.
public struct ServerStatus: Sendable {
    public struct StoredDatabase: Sendable {
        public let name: String
        /// Bytes of the file, and of its write-ahead log.
        public let size: Int
        public let log: Int

        public init(name: String, size: Int, log: Int) {
            self.name = name
            self.size = size
            self.log = log
        }
    }

    public struct Certificate: Sendable {
        public let domain: String
        /// Seconds since 1970.
        public let end: Int

        public init(domain: String, end: Int) {
            self.domain = domain
            self.end = end
        }
    }

    /// Times are seconds since 1970; a fault is empty where all went well.
    public struct Backup: Sendable {
        public var at = 0
        public var size = 0
        public var fault = ""
        /// The last restore into a scratch folder; 0 where there was none yet.
        public var checkedAt = 0
        public var checkFault = ""

        public init() {}
    }

    public struct Replica: Sendable {
        /// Seconds since 1970 up to which what was written is elsewhere.
        public let at: Int
        public let fault: String

        public init(at: Int, fault: String) {
            self.at = at
            self.fault = fault
        }
    }

    /// What nginx says of itself (`stub_status`).
    public struct Connections: Sendable {
        public let active: Int
        public let reading: Int
        public let writing: Int
        public let waiting: Int
        public let accepted: Int
        public let handled: Int

        public init(active: Int, reading: Int, writing: Int, waiting: Int, accepted: Int, handled: Int) {
            self.active = active
            self.reading = reading
            self.writing = writing
            self.waiting = waiting
            self.accepted = accepted
            self.handled = handled
        }
    }

    /// When this was written down; seconds since 1970.
    public let at: Int
    /// The release that answers; empty where none is installed.
    public var release = ""
    public var windows: [TrafficWindow] = []
    public var databases: [StoredDatabase] = []
    /// Bytes.
    public var logs = 0
    public var diskFree = 0
    public var diskSize = 0
    public var certificate: Certificate?
    public var backup: Backup?
    public var replica: Replica?
    public var connections: Connections?

    public init(at: Int) {
        self.at = at
    }

    public func window(_ span: TrafficWindow.Span) -> TrafficWindow? {
        windows.first { $0.span == span }
    }

    /// What was written down last; nil where nothing was, or something that this program can't read.
    public init?(in folder: DataFolder) {
        guard let file = fopen(folder.status + "/status.json", "re") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&piece, 1, piece.count, file), count > 0, bytes.count < Self.limit { bytes += piece[..<count] }
        guard let value = try? JSONValue(reading: bytes) else { return nil }
        self.init(value)
    }

    /// Many times what it takes.
    private static let limit = 4 << 20
}
