import Foundation
import Site

/// What `foobar install` makes, and whose it is.
struct InstallExamination: Examination {
    let site: ExaminedSite
    let title = "Installation"

    func findings() throws -> [Finding] {
        guard site.isServer else { return [.skipped("No server is installed here: this looks at the folder \(site.home.path).")] }
        if let fault = site.settingsFault { return [.bad(fault, "Mend the line in \(Installation.settings), then run 'foobar install'.")] }
        guard let settings = site.settings else { return [] }
        var findings: [Finding] = []
        guard FileManager.default.fileExists(atPath: site.home.path + "/release.json") else {
            return [.bad(
                "\(Installation.current) leads to no release: no program of the site can be found.",
                "Link it to one of \(Installation.releases): ln -sfn RELEASE \(Installation.current); or run 'foobar deploy'.")]
        }
        let server = ProductionServer(settings: settings, machine: Machine(site.installation), source: site.home)
        for (state, words) in try server.differences() {
            findings.append(.bad("\(state.name) \(words).", "'foobar install' makes it so."))
        }
        findings += programs + secrets + sockets
        if site.isLive { findings += failedUnits + firewall }
        return findings.isEmpty ? [.good("Packages, users, files, units, firewall: as 'foobar install' makes them")] : findings
    }

    /// Programs are root's: who breaks into one can't change another.
    private var programs: [Finding] {
        // As the kernel goes, so that what the link leads to is looked at.
        let release = URL(fileURLWithPath: site.home.path).resolvingSymlinksInPath().path
        var faulty: [String] = []
        for folder in [release, site.installation.file(Installation.scripts)] {
            let names = FileManager.default.enumerator(atPath: folder)
            for path in [folder] + ((names?.allObjects as? [String]) ?? []).map({ "\(folder)/\($0)" }) where Self.isOthersToWrite(path, site) {
                faulty.append(path)
            }
        }
        return Self.listed(faulty) { paths, count in
            .bad("\(paths) can be changed by the user that \(count == 1 ? "it runs" : "they run") as.", "chown root:root and chmod go-w \(count == 1 ? "it" : "them").")
        }
    }

    private static func isOthersToWrite(_ path: String, _ site: ExaminedSite) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFLNK else { return false }
        if status.st_mode & 0o002 != 0 { return true }
        let machine = Machine(site.installation)
        let users = [Installation.user, Installation.webServerUser]
        let isTheirs = users.contains { machine.number(ofUser: $0) == status.st_uid }
        let isTheirGroups = users.contains { machine.number(ofGroup: $0) == status.st_gid } && status.st_mode & 0o020 != 0
        return isTheirs || isTheirGroups
    }

    /// What nginx's workers, and everybody else on the machine, must not read.
    private var secrets: [Finding] {
        let folder = site.folder
        let own = ((try? FileManager.default.contentsOfDirectory(atPath: folder.ownDatabases)) ?? []).map { "\(folder.ownDatabases)/\($0)" }
        // The files themselves `install` knows.
        let databases = [folder.siteDatabase, folder.membersDatabase, folder.triesDatabase]
        var paths = databases.flatMap { [$0 + "-wal", $0 + "-shm"] } + own
        paths += [site.installation.file(Installation.configuration + "/replica.key")]
        if let domain = site.settings?.domain { paths.append(site.installation.file("/etc/letsencrypt/live/\(domain)/privkey.pem")) }
        let faulty = paths.filter { path in
            var status = stat()
            return stat(path, &status) == 0 && status.st_mode & 0o077 != 0
        }
        return Self.listed(faulty) { paths, count in
            .bad("\(paths) can be read by others on this machine, nginx's workers among them.", "chmod go-rwx \(count == 1 ? "it" : "them").")
        }
    }

    /// Whoever can write to a socket runs programs with headers of her own.
    private var sockets: [Finding] {
        let folder = site.installation.file(Installation.run)
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".sock") }
        let faulty = names.map { "\(folder)/\($0)" }.filter { path in
            var status = stat()
            return stat(path, &status) == 0 && status.st_mode & 0o006 != 0
        }
        return Self.listed(faulty) { paths, _ in
            .bad("\(paths) can be written to by everybody on this machine.", "systemctl restart the unit that has it: systemctl list-sockets")
        }
    }

    private var failedUnits: [Finding] {
        guard let run = try? Output(of: ["systemctl", "list-units", "--state=failed", "--plain", "--no-legend"], package: "systemd", timeLimit: 20), run.succeeded
        else { return [] }
        return run.text.split(separator: "\n").compactMap { $0.split(separator: " ").first }.map { unit in
            .bad("\(unit) has failed.", "See why: journalctl -u \(unit) -n 50; then 'systemctl restart \(unit)', or 'systemctl reset-failed \(unit)'.")
        }
    }

    private var firewall: [Finding] {
        guard geteuid() == 0, let run = try? Output(of: ["nft", "list", "table", "inet", "foobar"], package: "nftables", timeLimit: 20) else { return [] }
        return run.succeeded ? [] : [.bad("The firewall is not loaded: every port of this machine can be reached.", "systemctl restart foobar-firewall")]
    }

    /// One finding for many files, which names the first.
    private static func listed(_ paths: [String], _ finding: (String, Int) -> Finding) -> [Finding] {
        guard let first = paths.first else { return [] }
        return [finding(paths.count == 1 ? first : "\(first) and \(paths.count - 1) more", paths.count)]
    }
}
