// keeper DATA [CACHE]: holds the databases open, checkpoints their logs, and says where the disk is full and where
// something was written.
//
// While some process has a database open, its write-ahead log lives on: no program finds itself the last to
// close, which would checkpoint and delete the log under an exclusive lock. https://sqlite.org/wal.html
//
// SIGTERM and SIGINT end it, and leave no log; SIGHUP leaves empty ones, so that programs go on reading until the next
// keeper is there.

import Glibc
import SQLite

let folders = CommandLine.arguments.dropFirst()
guard folders.count <= 2, let folder = folders.first else {
    complain("Usage: keeper DATA [CACHE], the folder with site.db, members.db and tries.db, and where nginx keeps pages.")
    exit(64)
}

// Before anything is opened, so that no signal ends the process between two steps of a checkpoint.
let ending = blocked([SIGTERM, SIGINT, SIGHUP])

Database.useOneThread()
do {
    var kept = try ["site.db", "members.db", "tries.db"].map { try KeptDatabase("\(folder)/\($0)") }
    // Litestream holds it while it replicates: it checkpoints by itself then, and no two may.
    let checkpointer = open("\(folder)/checkpointer.lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    if checkpointer < 0 { complain("\(folder)/checkpointer.lock can't be opened: \(String(cString: strerror(errno)))") }
    giveBackProgram()
    let parent = getppid()
    var room = Room(of: folder, and: folders.last ?? folder)
    var news = News(of: folder)
    var pause = timespec(tv_sec: 0, tv_nsec: 200_000_000)
    // By path, so that what lasts for hours is said once: a full disk would not be emptied by it.
    var complaints: [String: String] = [:]
    var signal: Int32 = -1
    // Whoever started it is gone where the parent has changed.
    while getppid() == parent {
        signal = withUnsafePointer(to: ending) { sigtimedwait($0, nil, &pause) }
        guard signal < 0 else { break }
        room.look()
        news.look()
        // Scripts and routes make databases of their own while the site runs.
        for path in databases(in: "\(folder)/own") where !kept.contains(where: { $0.path == path }) {
            do {
                kept.append(try KeptDatabase(path))
            } catch {
                let complaint = "\(error)"
                if complaints.updateValue(complaint, forKey: path) != complaint { complain("\(path): \(complaint)") }
            }
        }
        guard checkpointer < 0 || flock(checkpointer, LOCK_EX | LOCK_NB) == 0 else { continue }
        defer { flock(checkpointer, LOCK_UN) }
        for database in kept {
            do {
                try database.checkpointIfGrown()
                complaints[database.path] = nil
            } catch {
                let complaint = "\(error)"
                if complaints.updateValue(complaint, forKey: database.path) != complaint {
                    complain("\(database.path): \(complaint)")
                }
            }
        }
    }
    kept.forEach { $0.leaveLogBehind(signal == SIGHUP) }
} catch {
    complain("\(folder): \(error)")
    exit(1)
}

/// The paths of the databases in a folder; none where there is no folder.
func databases(in folder: String) -> [String] {
    guard let entries = opendir(folder) else { return [] }
    defer { closedir(entries) }
    var paths: [String] = []
    while let entry = readdir(entries) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name.hasSuffix(".db") { paths.append("\(folder)/\(name)") }
    }
    return paths
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
func complain(_ message: String) {
    let line = Array("keeper: \(message)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
}
