extension Units {
    /// What was written may have caused mail: the keeper says so by a file. One round a second, for many writes.
    func path(_ what: String, _ news: String) -> String {
        """
        [Unit]
        Description=Looks for \(what) that waits
        StartLimitIntervalSec=0

        [Path]
        PathExists=\(news)

        [Install]
        WantedBy=multi-user.target

        """
    }

    static let newsForMail = Installation.data + "/news/mail"
    static let newsForHooks = Installation.data + "/news/hooks"

    var mail: [(String, String)] {
        let asUser = "/usr/bin/setpriv --reuid=\(Installation.user) --regid=\(Installation.user) --clear-groups --inh-caps=-all --"
        return [
            ("foobar-mail.path", path("mail", Self.newsForMail)),
            timer("foobar-mail", "Tries mail again", "OnBootSec=1min\nOnUnitInactiveSec=1min"),
            ("foobar-mail.service", """
                [Unit]
                Description=Hands over mail that waits
                After=foobar-keeper.service network-online.target
                StartLimitIntervalSec=0

                [Service]
                Type=oneshot
                \(address)
                # Mail servers give their sendmail a group of its own: with User= systemd would have to forbid that.
                ExecCondition=\(asUser) /bin/sh -c 'rm -f \(Self.newsForMail); test -x /usr/sbin/sendmail || { sleep 1; exit 1; }'
                ExecStart=\(asUser) \(Self.command) mail flush
                ExecStopPost=/bin/sleep 1
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
            ("foobar-hooks.path", path("news for hooks", Self.newsForHooks)),
            timer("foobar-hooks", "Tries hooks again", "OnBootSec=1min\nOnUnitInactiveSec=1min"),
            ("foobar-hooks.service", """
                [Unit]
                Description=Tells hooks what is new
                After=foobar-keeper.service network-online.target
                StartLimitIntervalSec=0

                [Service]
                Type=oneshot
                \(address)
                ExecStartPre=/bin/rm -f \(Self.newsForHooks)
                ExecStart=\(Self.command) hooks flush
                ExecStopPost=/bin/sleep 1
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
