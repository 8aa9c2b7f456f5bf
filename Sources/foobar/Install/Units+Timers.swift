extension Units {
    func timer(_ unit: String, _ what: String, _ when: String) -> (String, String) {
        ("\(unit).timer", """
            [Unit]
            Description=\(what)

            [Timer]
            \(when)

            [Install]
            WantedBy=timers.target

            """)
    }

    func task(_ unit: String, _ what: String, _ arguments: String, _ sandbox: String) -> (String, String) {
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
    var backupFolder: String { settings.backup.hasPrefix("/") ? " \(settings.backup)" : "" }

    var timers: [(String, String)] {
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
            task("foobar-restore-check", "Restores the newest backup, to see that it is sound", "restore newest --check", backups),
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
                # The owner's programs are asked for what they declare as nobody.
                CapabilityBoundingSet=CAP_CHOWN CAP_DAC_OVERRIDE CAP_FOWNER CAP_NET_BIND_SERVICE CAP_SETUID CAP_SETGID
                RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
                """),
        ]
    }

    var replica: [(String, String)] {
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
}
