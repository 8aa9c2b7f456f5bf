import Foundation

/// All that makes a Debian the site's server, in the order in which it is made: what stands further down needs what
/// stands above.
///
/// `install` makes what differs, `install --dry-run` and `doctor` say it, `uninstall` goes through it from the end.
struct ProductionServer {
    let settings: ServerSettings
    let machine: Machine
    /// What the first release is made of: a checkout, or a release.
    let source: Home

    var states: [any DesiredState] {
        [DesiredPackages(packages: packages)] + accounts + folders + [DesiredSettings(settings: settings)] + scripts
            + volatile + [
                DesiredRelease(source: source),
                DesiredProfiles(),
                DesiredLink("/usr/local/bin/foobar", to: Installation.current + "/bin/foobar"),
                DesiredDatabases(settings: settings),
                DesiredWebServer(settings: settings),
            ] + nameServer + surroundings + unitFiles + units
    }

    private var packages: [String] {
        [
            "nginx", "libnginx-mod-http-brotli-static", "fcgiwrap", "sqlite3", "qrencode", "libvips-tools", "curl", "brotli", "procps", "rsync",
            "certbot", "openssl", "nftables", "logrotate", "unattended-upgrades", "ca-certificates",
            "bind9-dnsutils", "zstd",
        ] + Self.libraries + (settings.dns ? ["nsd"] : []) + (settings.replica.isEmpty ? [] : ["python3-venv"])
    }

    /// Another that runs here is the owner's.
    private var nameServer: [any DesiredState] {
        settings.dns ? [DesiredNameServer(settings: settings), DesiredUnit(NameServer.unit, wantedBy: "multi-user.target")] : []
    }

    /// What the command is linked with; the launcher has them too, which brings them where the command can't start.
    private static let libraries = [
        "libsqlite3-0", "libsodium23", "libcmark-gfm0.29.0.gfm.6", "libcmark-gfm-extensions0.29.0.gfm.6", "libgumbo1", "libxml2",
        "libxxhash0", "liboath0", "zlib1g",
    ]

    private var accounts: [any DesiredState] {
        [
            DesiredFile("/etc/sysusers.d/foobar.conf", """
                # Whom programs, keeper and timers run as. nginx's workers are Debian's www-data.
                u \(Installation.user) - "Programs of the site" \(Installation.home)

                """),
            DesiredUser(user: Installation.user, description: "foobar.conf"),
        ]
    }

    private var folders: [any DesiredState] {
        let user = Installation.user
        let web = Installation.webServerUser
        let backup = settings.backup.hasPrefix("/")
            ? [DesiredFolder(settings.backup, 0o700, user: user, group: user, stays: "the backups")] : []
        let replica = settings.replica.hasPrefix("/")
            ? [DesiredFolder(settings.replica, 0o700, user: user, group: user, stays: "the replica")] : []
        return [
            DesiredFolder(Installation.configuration, 0o755, stays: "the settings"),
            DesiredFolder(Installation.home, 0o755, stays: "what is in it"),
            DesiredFolder(Installation.releases, 0o755),
            DesiredFolder(Installation.scripts, 0o755, stays: "the scripts"),
            // Sticky: programs make databases here, and can't put another file in the place of what is root's.
            DesiredFolder(Installation.data, 0o1771, group: user, stays: "the site's data"),
            DesiredFolder(Installation.data + "/uploads", 0o2750, user: user, group: web, stays: "the site's data"),
            DesiredFolder(Installation.data + "/status", 0o2750, user: user, group: web, stays: "the site's data"),
            DesiredFolder(Installation.data + "/own", 0o700, user: user, group: user, stays: "the site's data"),
            DesiredFolder(Installation.data + "/news", 0o700, user: user, group: user, stays: "the site's data"),
            // nginx's workers open logs again by their names; programs may look at the names only.
            DesiredFolder(Installation.data + "/log", 0o751, group: user, stays: "the site's logs"),
            DesiredFolder("/var/lib/foobar", 0o755),
            DesiredFolder(Installation.challenges, 0o755),
            DesiredFolder(Units.scripts, 0o755),
        ] + backup + replica
    }

    private var scripts: [any DesiredState] {
        (settings.replica.isEmpty ? [] : [DesiredLitestream()]) + [DesiredFile(Units.stopPool, Units.stopPoolText), DesiredFile(Units.renew, Units.renewText)]
    }

    /// Sockets and pids, and what nginx keeps.
    private var volatile: [any DesiredState] {
        let cache = ["body", "fastcgi", "proxy", "uwsgi", "scgi"].map {
            "d \(Installation.cache)/\($0) 0700 \(Installation.webServerUser) root"
        }
        // A clock that was wrong before the start would have pages kept for too long.
        let kept = ["pages", "nowhere"].map { "D \(Installation.cache)/\($0) 0700 \(Installation.webServerUser) root" }
        // Whose nginx has them once they are rotated, and whom the programs' user reads.
        let logs = ["access", "error"].map {
            "f \(Installation.data)/log/\($0).log 0640 \(Installation.webServerUser) \(Installation.user)"
        }
        return [
            DesiredFile("/etc/tmpfiles.d/foobar.conf", """
                d \(Installation.run) 0755 root root
                d \(Installation.cache) 0755 root root
                \((cache + kept + logs).joined(separator: "\n"))

                """),
            DesiredRunFolders(folders: [Installation.run, Installation.cache], description: "foobar.conf"),
        ]
    }

    /// What Debian's own services are told.
    private var surroundings: [any DesiredState] {
        [
            DesiredFile("/etc/logrotate.d/foobar", """
                \(Installation.data)/log/access.log \(Installation.data)/log/error.log {
                    daily
                    maxsize 256M
                    rotate 14
                    missingok
                    notifempty
                    compress
                    delaycompress
                    create 0640 \(Installation.webServerUser) \(Installation.user)
                    sharedscripts
                    postrotate
                        systemctl kill --kill-whom=main --signal=USR1 foobar-web.service 2>/dev/null || true
                    endscript
                }

                """),
            DesiredFile(Firewall.path, Firewall(settings: settings, machine: machine).text, .reload("foobar-firewall.service")),
            DesiredFile("/etc/apt/apt.conf.d/60foobar", """
                // Security updates come by themselves.
                APT::Periodic::Update-Package-Lists "1";
                APT::Periodic::Unattended-Upgrade "1";
                // What runs from a file that was replaced starts anew, with no request lost.
                DPkg::Post-Invoke { "if [ -d /run/systemd/system ]; then systemctl start --no-block foobar-renew.service || true; fi"; };

                """),
        ]
    }

    private var unitFiles: [any DesiredState] {
        let texts = Units(settings: settings, cores: ProcessInfo.processInfo.activeProcessorCount).files
        return texts.map { name, text in
            // A timer or a service is what it was until it starts anew; a socket would lose who waits at it.
            let isRunning = name.hasSuffix(".service") && !Self.isTask(name, among: texts.map(\.name)) || name.hasSuffix(".timer") || name.hasSuffix(".path")
            return isRunning
                ? DesiredFile("\(Units.folder)/\(name)", text, .units, .restart(name)) : DesiredFile("\(Units.folder)/\(name)", text, .units)
        }
    }

    /// Started by a timer, and gone after.
    private static func isTask(_ name: String, among all: [String]) -> Bool {
        all.contains(name.replacingOccurrences(of: ".service", with: ".timer")) || name == "foobar-renew.service"
    }

    private var units: [any DesiredState] {
        let timers = ["mail", "hooks", "status", "optimise", "backup", "restore-check", "certificate"].map {
            DesiredUnit("foobar-\($0).timer", wantedBy: "timers.target")
        }
        let pools = ["quick", "writing", "slow"].map { DesiredUnit("foobar-pool@\($0).socket", wantedBy: "sockets.target") }
        let pooled = ["quick", "writing", "slow"].map { DesiredUnit("foobar-pool@\($0).service", wantedBy: "multi-user.target") }
        let replica = DesiredUnit(
            "foobar-replica.service", settings.replica.isEmpty ? .disabled : .enabled, wantedBy: "multi-user.target")
        return [
            DesiredUnit("nginx.service", .masked), DesiredUnit("fcgiwrap.socket", .masked), DesiredUnit("fcgiwrap.service", .masked),
            // Ours asks as often, and knows the site.
            DesiredUnit("certbot.timer", .disabled),
            DesiredUnit("apt-daily.timer", wantedBy: "timers.target"), DesiredUnit("apt-daily-upgrade.timer", wantedBy: "timers.target"),
            DesiredUnit("logrotate.timer", wantedBy: "timers.target"),
            DesiredUnit("foobar-firewall.service", wantedBy: "multi-user.target"),
            DesiredUnit("foobar-keeper.service", wantedBy: "multi-user.target"),
        ] + pools + pooled + [
            DesiredUnit("foobar-web.socket", wantedBy: "sockets.target"), DesiredUnit("foobar-web.service", wantedBy: "multi-user.target"),
            DesiredUnit("foobar-mail.path", wantedBy: "multi-user.target"), DesiredUnit("foobar-hooks.path", wantedBy: "multi-user.target"),
        ] + timers + [replica]
    }
}
