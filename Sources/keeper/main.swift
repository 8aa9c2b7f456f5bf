// keeper DATA [CACHE]: holds the databases open, checkpoints their logs, and says where the disk is full and where
// something was written.
//
// While some process has a database open, its write-ahead log lives on: no program finds itself the last to
// close, which would checkpoint the log under an exclusive lock, and may take it away. https://sqlite.org/wal.html
//
// SIGTERM and SIGINT end it, and leave no log; SIGHUP leaves empty ones, so that programs go on reading until the next
// keeper is there.

import Glibc
import SQLite

let folders = CommandLine.arguments.dropFirst()
guard folders.count <= 2, let folder = folders.first else {
    say("Usage: keeper DATA [CACHE], the folder with site.db, members.db and tries.db, and where nginx keeps pages.")
    exit(64)
}

// Before anything is opened, so that no signal ends the process between two steps of a checkpoint.
let ending = blocked([SIGTERM, SIGINT, SIGHUP])

Database.useOneThread()
do {
    var keeper = try Keeper(of: folder, cache: folders.last ?? folder)
    let parent = getppid()
    var pause = timespec(tv_sec: 0, tv_nsec: 200_000_000)
    var signal: Int32 = -1
    var rounds = 0
    // Whoever started it is gone where the parent has changed.
    while getppid() == parent {
        signal = withUnsafePointer(to: ending) { sigtimedwait($0, nil, &pause) }
        guard signal < 0 else { break }
        keeper.look()
        rounds += 1
        // The first does what the others don't.
        if rounds == 2 { giveBackProgram() }
    }
    keeper.end(leavingLogs: signal == SIGHUP)
} catch {
    say("\(folder): \(error)")
    exit(1)
}

/// Gives back the pages of the program's own code, of which the start has used three megabytes and the rest of its
/// life uses a few pages: those come again from the file.
func giveBackProgram() {
    guard let maps = fopen("/proc/self/maps", "r") else { return }
    defer { fclose(maps) }
    var line = [CChar](repeating: 0, count: 512)
    while fgets(&line, Int32(line.count), maps) != nil {
        // START-END r-xp …; the kernel's own code stands far above.
        var next: UnsafeMutablePointer<CChar>?
        line.withUnsafeMutableBufferPointer { text in
            let start = text.baseAddress.map { strtoul($0, &next, 16) } ?? 0
            let end = next.map { strtoul($0 + 1, &next, 16) } ?? 0
            guard let next, strncmp(next, " r-xp", 5) == 0, end < 1 << 32 else { return }
            madvise(UnsafeMutableRawPointer(bitPattern: start), Int(end - start), MADV_DONTNEED)
        }
    }
}

/// The signals, which from now on wait to be asked for.
func blocked(_ signals: [Int32]) -> sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in signals { sigaddset(&set, signal) }
    sigprocmask(SIG_BLOCK, &set, nil)
    return set
}

/// One line on standard error.
func say(_ message: String) {
    let line = Array("keeper: \(message)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
}
