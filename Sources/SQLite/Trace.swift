import CSQLite
import JSON

#if canImport(Glibc)
import Glibc
#endif

/// What a program's statements cost, told to its operator: one JSON object a line, on the descriptor that
/// `FOOBAR_TRACE` names.
///
/// Whoever starts the program turns it on. A client can't: what she sends reaches a program as HTTP_*, QUERY_STRING
/// and the like (RFC 3875, section 4.1). The values of statements are shown, secret ones too.
enum Trace {
    /// A statement between its first step and its end.
    private struct Running {
        let statement: UnsafeMutableRawPointer
        let startedAt: Int
        var rows = 0
    }

    // SQLite calls back on the one thread that a program has.
    nonisolated(unsafe) private static var descriptor: Int32 = -1
    nonisolated(unsafe) private static var running: [Running] = []

    /// Begins where `FOOBAR_TRACE` is set.
    static func beginIfAsked(_ connection: OpaquePointer) {
        guard let named = getenv("FOOBAR_TRACE") else { return }
        descriptor = atoi(named)
        let events = UInt32(SQLITE_TRACE_STMT | SQLITE_TRACE_ROW | SQLITE_TRACE_PROFILE)
        sqlite3_trace_v2(connection, events, { event, _, statement, text in
            guard let statement else { return 0 }
            switch Int32(event) {
            case SQLITE_TRACE_STMT: Trace.start(statement, text)
            case SQLITE_TRACE_ROW: Trace.count(statement)
            default: Trace.end(statement)
            }
            return 0
        }, nil)
    }

    /// Nanoseconds since 1970; SQLite's own measure counts milliseconds.
    private static var now: Int {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }

    private static func start(_ statement: UnsafeMutableRawPointer, _ text: UnsafeMutableRawPointer?) {
        // A trigger that begins says so in a comment.
        let isTrigger = text.map { strncmp($0.assumingMemoryBound(to: CChar.self), "--", 2) == 0 } ?? false
        if !isTrigger { running.append(Running(statement: statement, startedAt: now)) }
    }

    private static func count(_ statement: UnsafeMutableRawPointer) {
        guard let index = running.lastIndex(where: { $0.statement == statement }) else { return }
        running[index].rows += 1
    }

    private static func end(_ statement: UnsafeMutableRawPointer) {
        guard let index = running.lastIndex(where: { $0.statement == statement }) else { return }
        let ended = now
        let run = running.remove(at: index)
        let handle = OpaquePointer(statement)
        let file = sqlite3_db_filename(sqlite3_db_handle(handle), "main").map { String(cString: $0) }
        let values = sqlite3_expanded_sql(handle)
        defer { sqlite3_free(values) }
        var json = JSON()
        json.object {
            $0.member("started", run.startedAt)
            $0.member("nanoseconds", ended - run.startedAt)
            $0.member("database", file ?? "")
            $0.member("rows", run.rows)
            $0.member("steps", Int(sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_VM_STEP, 1)))
            $0.member("scanned", Int(sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1)))
            $0.member("sql", sqlite3_sql(handle).map { String(cString: $0) } ?? "")
            $0.member("expanded", values.map { String(cString: $0) } ?? "")
        }
        let line = json.bytes + [UInt8(ascii: "\n")]
        _ = write(descriptor, line, line.count)
    }
}
