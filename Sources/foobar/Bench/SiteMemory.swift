import Foundation

/// What processes take of the machine's memory: their proportional set size, in which a page that several share
/// counts for each in part (proc_pid_smaps(5)).
enum SiteMemory {
    /// Bytes of the processes and of all that they have started, but for nginx's cache loader: it ends by itself a
    /// minute after the start.
    static func bytes(of processes: [pid_t]) -> Int {
        let parents = parents()
        return parents.keys.filter { pid in
            guard read("/proc/\(pid)/cmdline")?.hasPrefix("nginx: cache loader") != true else { return false }
            var above: pid_t? = pid
            while let process = above, !processes.contains(process) { above = parents[process] }
            return above != nil
        }.reduce(0) { $0 + size(of: $1) }
    }

    private static func parents() -> [pid_t: pid_t] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        var parents: [pid_t: pid_t] = [:]
        for pid in names.compactMap({ pid_t($0) }) {
            // "pid (name) state parent": a name may have spaces and parentheses of its own.
            guard let fields = read("/proc/\(pid)/stat")?.split(separator: ")").last?.split(separator: " "), fields.count > 1
            else { continue }
            parents[pid] = pid_t(fields[1])
        }
        return parents
    }

    private static func size(of process: pid_t) -> Int {
        let line = read("/proc/\(process)/smaps_rollup")?.split(separator: "\n").first { $0.hasPrefix("Pss:") }
        return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 1_024
    }

    /// nil where the process has ended meanwhile.
    private static func read(_ path: String) -> String? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return String(decoding: data, as: UTF8.self)
    }
}
