/// The units of systemd(1) that a server runs by, and the sandbox of each.
///
/// `systemd-analyze security` rates each of them; Tests/install.bats holds all under 3.0.
struct Units {
    let settings: ServerSettings
    /// Of the machine: a process of fcgiwrap answers one request at a time.
    let cores: Int

    static let folder = "/etc/systemd/system"

    /// Names and texts.
    var files: [(name: String, text: String)] {
        web + pools + [("foobar-keeper.service", keeper)] + mail + hooks + timers + replica + firewall + upgrades
    }

    /// What each service has: no way to more rights, nothing of the kernel's, a file system that can't be written save
    /// for what it names, no programs for another architecture.
    static let confined = """
        NoNewPrivileges=yes
        ProtectSystem=strict
        \(open)
        """

    /// The same without the two that a setgid program, as most mail servers have for `sendmail`, could not live with.
    private static let open = """
        ProtectHome=yes
        PrivateTmp=yes
        PrivateDevices=yes
        ProtectHostname=yes
        ProtectClock=yes
        ProtectKernelTunables=yes
        ProtectKernelModules=yes
        ProtectKernelLogs=yes
        ProtectControlGroups=yes
        ProtectProc=invisible
        RestrictNamespaces=yes
        RestrictRealtime=yes
        RestrictSUIDSGID=yes
        LockPersonality=yes
        MemoryDenyWriteExecute=yes
        RemoveIPC=yes
        KeyringMode=private
        SystemCallArchitectures=native
        SystemCallFilter=@system-service landlock_create_ruleset landlock_add_rule landlock_restrict_self seccomp
        SystemCallErrorNumber=EPERM
        """

    /// For what needs no root, and no rights of root's.
    private static let asPrograms = """
        User=\(Installation.user)
        Group=\(Installation.user)
        CapabilityBoundingSet=
        """

    private var address: String { "Environment=FOOBAR_ADDRESS=https://\(settings.canonicalHost)" }
    private static let command = Installation.current + "/bin/foobar"

    // MARK: nginx

    /// systemd holds the sockets: while nginx starts anew, who comes waits for it and is not refused.
    private var web: [(String, String)] {
        [
            ("foobar-web.socket", """
                [Unit]
                Description=HTTP and HTTPS of \(settings.domain)

                [Socket]
                ListenStream=0.0.0.0:80
                ListenStream=[::]:80
                ListenStream=0.0.0.0:443
                ListenStream=[::]:443
                BindIPv6Only=ipv6-only
                Backlog=4096
                NoDelay=yes

                [Install]
                WantedBy=sockets.target

                """),
            ("foobar-web.service", """
                [Unit]
                Description=nginx for \(settings.domain)
                Requires=foobar-web.socket
                After=foobar-web.socket foobar-pool@quick.socket foobar-pool@writing.socket foobar-pool@slow.socket network.target
                Wants=foobar-pool@quick.socket foobar-pool@writing.socket foobar-pool@slow.socket
                StartLimitIntervalSec=0

                [Service]
                # nginx's own way of taking over sockets; it knows them by their addresses, and never blocks on them.
                Environment=NGINX=3;4;5;6;
                NonBlocking=yes
                # By a shell that ends: nginx takes no notice of a new program while it is a child of who started it. With
                # sockets handed over it would not go into the background by itself.
                Type=forking
                PIDFile=\(Installation.run)/nginx.pid
                ExecStart=/bin/sh -c 'rm -f \(Installation.run)/nginx.pid; /usr/sbin/nginx -e stderr -c \(Installation.webServer)/nginx.conf & until [ -s \(Installation.run)/nginx.pid ]; do kill -0 $$! || exit 1; sleep 0.01; done'
                ExecReload=/usr/bin/env -u NGINX /usr/sbin/nginx -t -q -e stderr -c \(Installation.webServer)/nginx.conf
                ExecReload=/bin/kill -HUP $MAINPID
                # Workers answer what they have begun.
                KillSignal=SIGQUIT
                KillMode=mixed
                TimeoutStopSec=20
                Restart=always
                RestartSec=200ms
                OOMPolicy=continue
                LimitNOFILE=65536
                \(Self.confined)
                ReadWritePaths=\(Installation.data)/log \(Installation.run) \(Installation.cache)
                CapabilityBoundingSet=CAP_SETUID CAP_SETGID CAP_CHOWN CAP_DAC_OVERRIDE CAP_KILL CAP_NET_BIND_SERVICE
                RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
                UMask=0027

                [Install]
                WantedBy=multi-user.target

                """),
        ]
    }

    // MARK: programs

    private var pools: [(String, String)] {
        [("quick", max(4, 2 * cores)), ("writing", 2), ("slow", 2)].flatMap { name, size in
            [
                ("foobar-pool@\(name).socket", """
                    [Unit]
                    Description=The site's programs: the \(name) ones

                    [Socket]
                    ListenStream=\(Installation.run)/\(name).sock
                    SocketUser=\(Installation.webServerUser)
                    SocketGroup=\(Installation.webServerUser)
                    SocketMode=0600
                    DirectoryMode=0755
                    Backlog=4096

                    [Install]
                    WantedBy=sockets.target

                    """),
                ("foobar-pool@\(name).service", """
                    [Unit]
                    Description=fcgiwrap for the \(name) programs
                    Requires=foobar-pool@\(name).socket
                    After=foobar-keeper.service
                    # At the machine's end nginx goes first, and has its answers.
                    Before=foobar-web.service
                    StartLimitIntervalSec=0

                    [Service]
                    StandardInput=socket
                    StandardOutput=journal
                    StandardError=journal
                    Environment=PATH=/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8
                    # Words of a variable would be one word.
                    ExecStart=/usr/sbin/fcgiwrap -f -c \(size)
                    ExecStop=/bin/sh \(Self.stopPool) $MAINPID
                    TimeoutStopSec=40
                    Restart=always
                    RestartSec=200ms
                    # A program that takes too much memory ends alone.
                    OOMPolicy=continue
                    \(Self.asPrograms)
                    \(Self.confined)
                    ReadWritePaths=\(Installation.data)
                    ReadOnlyPaths=\(Installation.data)/log
                    RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
                    TasksMax=512
                    UMask=0027

                    [Install]
                    WantedBy=multi-user.target

                    """),
            ]
        }
    }

    /// Where scripts of units are.
    static let scripts = "/usr/local/lib/foobar"
    static let stopPool = scripts + "/stop-pool"

    /// A signal would cut short what a worker is answering, and fcgiwrap's first process would only start others in the
    /// place of those that end. So it goes first, and each worker once it holds no connection: stopped, it can't take one
    /// between the look and the end.
    static let stopPoolText = """
        #!/bin/sh
        # stop-pool PID: ends a pool of fcgiwrap. What it is answering is answered; who comes waits in systemd's socket.
        set -eu
        workers=$(pgrep -P "$1" || true)
        kill -TERM "$1"
        while [ -n "$workers" ]; do
            busy=
            for worker in $workers; do
                kill -STOP "$worker" 2>/dev/null || continue
                until grep -q '^State:[[:space:]]*[TXZ]' "/proc/$worker/status" 2>/dev/null || ! kill -0 "$worker" 2>/dev/null; do :; done
                # 0 is the socket that it waits at; above 2 are a connection, and the pipes of a program.
                open=$(find "/proc/$worker/fd" -mindepth 1 ! -name 0 ! -name 1 ! -name 2 2>/dev/null || true)
                if [ -z "$open" ]; then
                    kill -KILL "$worker" 2>/dev/null || true
                else
                    # Its program has begun, so it opens nothing more for this answer: where it may open nothing, the
                    # next accept(2) fails, and it ends. Else it might always have the next when it is looked at.
                    [ -z "$(pgrep -P "$worker")" ] || prlimit --pid "$worker" --nofile=3: 2>/dev/null || true
                    kill -CONT "$worker" 2>/dev/null || true
                    busy="$busy $worker"
                fi
            done
            workers=$busy
            [ -z "$workers" ] || sleep 0.02
        done

        """

    private var keeper: String {
        """
        [Unit]
        Description=Holds the databases open, and checkpoints them
        Before=foobar-pool@quick.service foobar-pool@writing.service foobar-pool@slow.service
        StartLimitIntervalSec=0

        [Service]
        ExecStart=\(Installation.current)/bin/keeper \(Installation.data) \(Installation.cache)
        Restart=always
        RestartSec=200ms
        \(Self.asPrograms)
        \(Self.confined)
        ReadWritePaths=\(Installation.data)
        PrivateNetwork=yes
        RestrictAddressFamilies=none
        UMask=0077

        [Install]
        WantedBy=multi-user.target

        """
    }

    // MARK: what goes out

    /// What was written may have caused mail: a write shows at a log's closing. One round a second, for many writes.
    private func path(_ what: String) -> String {
        """
        [Unit]
        Description=Looks for \(what) that waits
        StartLimitIntervalSec=0

        [Path]
        PathChanged=\(Installation.data)/site.db-wal
        PathChanged=\(Installation.data)/members.db-wal
        TriggerLimitIntervalSec=0

        [Install]
        WantedBy=multi-user.target

        """
    }

    private var mail: [(String, String)] {
        [
            ("foobar-mail.path", path("mail")),
            timer("foobar-mail", "Tries mail again", "OnBootSec=1min\nOnUnitInactiveSec=1min"),
            ("foobar-mail.service", """
                [Unit]
                Description=Hands over mail that waits
                ConditionPathExists=/usr/sbin/sendmail
                After=foobar-keeper.service network-online.target
                StartLimitIntervalSec=0

                [Service]
                Type=oneshot
                \(address)
                # Mail servers give their sendmail a group of its own: with User= systemd would have to forbid that.
                ExecStart=/usr/bin/setpriv --reuid=\(Installation.user) --regid=\(Installation.user) --clear-groups --inh-caps=-all -- \(Self.command) mail flush
                ExecStartPost=/bin/sleep 1
                TimeoutStartSec=30min
                LogLevelMax=notice
                # Any mail server's spool is below /var; its own rights guard it.
                ProtectSystem=full
                \(Self.open)
                CapabilityBoundingSet=CAP_SETUID CAP_SETGID
                RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
                UMask=0077

                """),
        ]
    }

    private var hooks: [(String, String)] {
        [
            ("foobar-hooks.path", path("news for hooks")),
            timer("foobar-hooks", "Tries hooks again", "OnBootSec=1min\nOnUnitInactiveSec=1min"),
            ("foobar-hooks.service", """
                [Unit]
                Description=Tells hooks what is new
                After=foobar-keeper.service network-online.target
                StartLimitIntervalSec=0

                [Service]
                Type=oneshot
                \(address)
                ExecStart=\(Self.command) hooks flush
                ExecStartPost=/bin/sleep 1
                TimeoutStartSec=30min
                LogLevelMax=notice
                \(Self.asPrograms)
                \(Self.confined)
                ReadWritePaths=\(Installation.data)
                RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
                UMask=0077

                """),
        ]
    }

    // MARK: from time to time

    private func timer(_ unit: String, _ what: String, _ when: String) -> (String, String) {
        ("\(unit).timer", """
            [Unit]
            Description=\(what)

            [Timer]
            \(when)

            [Install]
            WantedBy=timers.target

            """)
    }

    private func task(_ unit: String, _ what: String, _ arguments: String, _ sandbox: String) -> (String, String) {
        ("\(unit).service", """
            [Unit]
            Description=\(what)
            After=foobar-keeper.service network-online.target

            [Service]
            Type=oneshot
            ExecStart=\(Self.command) \(arguments)
            TimeoutStartSec=6h
            Nice=10
            IOSchedulingClass=idle
            UMask=0077
            \(sandbox)

            """)
    }

    /// The folder where backups go, or nothing where that is another machine.
    private var backupFolder: String { settings.backup.hasPrefix("/") ? " \(settings.backup)" : "" }

    private var timers: [(String, String)] {
        let data = """
            \(Self.asPrograms)
            \(Self.confined)
            ReadWritePaths=\(Installation.data)
            """
        let backups = """
            \(data)\(backupFolder)
            RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
            """
        let counting = """
            \(data)
            RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
            UMask=0027
            """
        let night = "Persistent=yes\nRandomizedDelaySec=30min"
        return [
            timer("foobar-optimise", "Merges the pieces of the search's index", "OnCalendar=*-*-* 05:10\n\(night)"),
            task("foobar-optimise", "Merges the pieces of the search's index", "optimise", "\(data)\nPrivateNetwork=yes\nRestrictAddressFamilies=none"),
            timer("foobar-status", "Counts what the log has new", "OnBootSec=30s\nOnUnitInactiveSec=1min\nAccuracySec=5s"),
            task("foobar-status", "Counts what the log has new", "status --update", "LogLevelMax=notice\n\(counting)"),
            timer("foobar-backup", "Backs the site up", "OnCalendar=*-*-* 03:10\n\(night)"),
            task("foobar-backup", "Backs the site up", "backup", backups),
            timer("foobar-restore-check", "Restores the newest backup, to see that it is sound", "OnCalendar=Sun 04:10\n\(night)"),
            task("foobar-restore-check", "Restores the newest backup, to see that it is sound", "restore --check", backups),
            timer("foobar-certificate", "Renews the certificate", "OnBootSec=2min\nOnCalendar=*-*-* 00,12:20\n\(night)"),
            task("foobar-certificate", "Gets the certificate, or renews it", "certificate", """
                \(Self.confined)
                # certbot's folders, which its package leaves it to make.
                ConfigurationDirectory=letsencrypt
                StateDirectory=letsencrypt
                LogsDirectory=letsencrypt
                LogsDirectoryMode=0700
                # nginx's configuration changes with the first certificate, and nginx tries it before.
                ReadWritePaths=/var/lib/foobar \(Installation.configuration) \
                \(Installation.data)/log \(Installation.run) \(Installation.cache)
                CapabilityBoundingSet=CAP_CHOWN CAP_DAC_OVERRIDE CAP_FOWNER CAP_NET_BIND_SERVICE
                RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
                """),
        ]
    }

    private var replica: [(String, String)] {
        [
            ("foobar-replica.service", """
                [Unit]
                Description=Litestream: copies each write elsewhere
                After=foobar-keeper.service network-online.target
                StartLimitIntervalSec=0

                [Service]
                # Keys of an S3 server.
                EnvironmentFile=-\(Installation.configuration)/replica.env
                ExecStart=\(Self.command) replica
                Restart=always
                RestartSec=5
                # It may not be used: trying again would not help.
                RestartPreventExitStatus=78
                \(Self.asPrograms)
                \(Self.confined)
                ReadWritePaths=\(Installation.data)\(settings.replica.hasPrefix("/") ? " \(settings.replica)" : "")
                RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
                UMask=0077

                [Install]
                WantedBy=multi-user.target

                """)
        ]
    }

    // MARK: the machine

    private var firewall: [(String, String)] {
        [
            ("foobar-firewall.service", """
                [Unit]
                Description=Who may reach which port
                DefaultDependencies=no
                Before=network-pre.target shutdown.target
                Wants=network-pre.target
                Conflicts=shutdown.target
                After=nftables.service local-fs.target

                [Service]
                Type=oneshot
                RemainAfterExit=yes
                ExecStart=/usr/sbin/nft -f \(Firewall.path)
                ExecReload=/usr/sbin/nft -f \(Firewall.path)
                ExecStop=/usr/sbin/nft delete table inet foobar
                \(Self.confined)
                CapabilityBoundingSet=CAP_NET_ADMIN
                RestrictAddressFamilies=AF_NETLINK
                UMask=0077

                [Install]
                WantedBy=multi-user.target

                """)
        ]
    }

    static let renew = scripts + "/renew"

    private var upgrades: [(String, String)] {
        [
            ("foobar-renew.service", """
                [Unit]
                Description=Starts anew what runs from files that an upgrade has replaced

                [Service]
                Type=oneshot
                ExecStart=/bin/sh \(Self.renew)
                \(Self.confined)
                ReadWritePaths=\(Installation.data)/log \(Installation.run) \(Installation.cache)
                CapabilityBoundingSet=CAP_KILL CAP_SYS_PTRACE CAP_DAC_READ_SEARCH CAP_DAC_OVERRIDE
                RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
                UMask=0077

                """)
        ]
    }

    /// nginx brings its next program up beside it (https://nginx.org/en/docs/control.html, "Upgrading Executable on the
    /// Fly"); what it was answering goes on for as long as it takes.
    static let renewText = """
        #!/bin/sh
        # renew: after an upgrade, starts anew what still runs the files of before. No request fails by it.
        set -eu

        # Whether a process has a program or a library that is no longer the one on the disk.
        is_old() {
            awk '$6 ~ /^\\/(usr|lib|s?bin)/ && $NF == "(deleted)" { found = 1 } END { exit !found }' "/proc/$1/maps" 2>/dev/null
        }

        main=$(systemctl show --property MainPID --value foobar-web.service)
        if [ "$main" != 0 ] && is_old "$main"; then
            pid=\(Installation.run)/nginx.pid
            kill -USR2 "$main"
            tries=0
            until [ -e "$pid.oldbin" ] && [ -s "$pid" ] && kill -0 "$(cat "$pid")" 2>/dev/null; do
                tries=$((tries + 1))
                if [ "$tries" -gt 600 ]; then
                    echo "The new nginx did not start; the one of before goes on." >&2
                    exit 1
                fi
                sleep 0.05
            done
            # It has workers before the old ones leave.
            until [ -n "$(pgrep -P "$(cat "$pid")")" ]; do sleep 0.02; done
            kill -QUIT "$main"
            echo "nginx runs its new program."
        fi

        for unit in 'foobar-pool@quick' 'foobar-pool@writing' 'foobar-pool@slow' foobar-keeper foobar-replica; do
            main=$(systemctl show --property MainPID --value "$unit.service")
            if [ "$main" != 0 ] && is_old "$main"; then
                systemctl restart "$unit.service"
                echo "$unit runs its new program."
            fi
        done

        """
}
