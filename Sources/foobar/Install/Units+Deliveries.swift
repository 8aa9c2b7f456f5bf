extension Units {
    /// What was written may have caused mail: a write shows at a log's closing. One round a second, for many writes.
    func path(_ what: String) -> String {
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

    var mail: [(String, String)] {
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

    var hooks: [(String, String)] {
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
}
