import Foundation
import Sandbox
import Site

/// The machine that the site runs on.
struct MachineExamination: Examination {
    let site: ExaminedSite
    let title = "Machine"

    func findings() throws -> [Finding] {
        var findings = [debian]
        guard site.installation.root == "/" else { return findings }
        findings.append(kernel)
        if let clock { findings.append(clock) }
        findings += disks + [memory]
        if FileManager.default.fileExists(atPath: "/run/reboot-required") {
            findings.append(.bad(
                "An upgrade waits for a restart of the machine.", "Restart it when it suits: the site is back within a minute."))
        }
        if site.isServer { findings.append(upgrades) }
        return findings
    }

    private var debian: Finding {
        let text = (try? String(contentsOfFile: site.installation.file("/etc/os-release"), encoding: .utf8)) ?? ""
        let fields = Dictionary(text.split(separator: "\n").compactMap { line -> (String, String)? in
            let parts = line.split(separator: "=", maxSplits: 1)
            return parts.count == 2 ? (String(parts[0]), parts[1].trimmingCharacters(in: ["\""])) : nil
        }) { first, _ in first }
        let name = fields["PRETTY_NAME"] ?? "an unknown system"
        if fields["ID"] == "debian", fields["VERSION_ID"] == "12" { return .good(name) }
        return .note("This is \(name); foobar is tried on Debian 12.")
    }

    private var kernel: Finding {
        var system = utsname()
        uname(&system)
        let version = withUnsafeBytes(of: system.release) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        let lacks = SandboxLayers.missing(SandboxSetting()).consequences
        guard !lacks.isEmpty else { return .good("Kernel \(version), with Landlock and seccomp") }
        return .bad("The kernel \(version) has not all of the sandbox. \(lacks.joined(separator: " "))", "Run Debian's own kernel: apt-get install linux-image-amd64, and restart the machine.")
    }

    /// nil where nobody can tell.
    private var clock: Finding? {
        guard site.isLive else { return nil }
        // The host keeps a container's.
        if let kind = try? Output(of: ["systemd-detect-virt", "--container"], package: "systemd", timeLimit: 20), kind.succeeded { return nil }
        guard let run = try? Output(of: ["timedatectl", "show", "--property=NTPSynchronized", "--value"], package: "systemd", timeLimit: 20), run.succeeded
        else { return nil }
        return run.text.hasPrefix("yes")
            ? .good("Clock set by the network")
            : .bad("The clock is not set by the network: sessions, certificates and backups go by it.", "apt-get install systemd-timesyncd; then see 'timedatectl timesync-status'.")
    }

    /// Each disk once, by what of the site is on it.
    private var disks: [Finding] {
        var places = [("/", "the system"), (site.folder.path, "the data")]
        if site.isServer { places.append((Installation.cache, "pages that nginx keeps")) }
        if let backup = site.settings?.backup, backup.hasPrefix("/") { places.append((backup, "the backups")) }
        var seen: Set<dev_t> = []
        return places.compactMap { path, what in
            var (disk, status) = (statvfs(), stat())
            guard statvfs(path, &disk) == 0, disk.f_blocks > 0, stat(path, &status) == 0, seen.insert(status.st_dev).inserted else { return nil }
            let (free, size) = (Int(disk.f_bavail * disk.f_frsize), Int(disk.f_blocks * disk.f_frsize))
            let words = "\(StatusText.size(free)) free of \(StatusText.size(size))"
            if free < size / 10, free < 2_000_000_000 {
                return .bad(
                    "The disk of \(path), with \(what), is nearly full: \(words). When it is, what people write is refused.",
                    "See what takes the room by 'du -xh --max-depth=2 \(path) | sort -h | tail'; or get a larger disk.")
            }
            if disk.f_files > 0, disk.f_favail < disk.f_files / 20 {
                return .bad(
                    "The disk of \(path), with \(what), has room for \(disk.f_favail) more files only, whatever their size.",
                    "See where they are by 'du --inodes -xh --max-depth=2 \(path) | sort -h | tail'.")
            }
            return .good("Disk of \(path): \(words)")
        }
    }

    private var memory: Finding {
        let text = (try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8)) ?? ""
        func bytes(_ name: String) -> Int {
            let line = text.split(separator: "\n").first { $0.hasPrefix(name + ":") } ?? ""
            return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 1_024 } ?? 0
        }
        let (all, available, swap) = (bytes("MemTotal"), bytes("MemAvailable"), bytes("SwapTotal"))
        let words = "\(StatusText.size(available)) of memory available of \(StatusText.size(all)), \(swap == 0 ? "no" : StatusText.size(swap)) swap"
        if available < min(all / 20, 100_000_000), bytes("SwapFree") < 100_000_000 {
            return .bad("There is hardly any memory left: \(words).", "See who takes it by 'ps aux --sort=-rss | head'; add swap or memory.")
        }
        return .good(words)
    }

    /// That they are switched on, `install` sees to; this is whether they come.
    private var upgrades: Finding {
        let stamp = "/var/lib/apt/periodic/unattended-upgrades-stamp"
        var status = stat()
        guard stat(stamp, &status) == 0 else { return .note("Security updates did not come yet; they do once a day.") }
        let days = (Int(Date().timeIntervalSince1970) - status.st_mtim.tv_sec) / 86_400
        return days < 7
            ? .good("Security updates: \(StatusText.age(days * 86_400))")
            : .bad("Security updates did not come for \(days) days.", "See 'journalctl -u apt-daily-upgrade' and /var/log/unattended-upgrades/.")
    }
}
