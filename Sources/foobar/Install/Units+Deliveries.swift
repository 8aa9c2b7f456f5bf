extension Units {
    var mail: [(String, String)] {
        let news = Installation.data + "/news/mail"
        let asUser = "/usr/bin/setpriv --reuid=\(Installation.user) --regid=\(Installation.user) --clear-groups --inh-caps=-all --"
        return delivery(
            "foobar-mail", "Hands over mail that waits", of: news,
            """
            # Mail servers give their sendmail a group of its own: with User= systemd would have to forbid that.
            ExecCondition=\(asUser) /bin/sh -c 'rm -f \(news); test -x /usr/sbin/sendmail || { sleep 1; exit 1; }'
            ExecStart=\(asUser) \(Self.command) mail flush
            """,
            """
            \(address)
            # Any mail server's spool is below /var; its own rights guard it.
            ProtectSystem=full
            \(Self.open)
            CapabilityBoundingSet=CAP_SETUID CAP_SETGID
            """)
    }

    var hooks: [(String, String)] {
        let news = Installation.data + "/news/hooks"
        return delivery(
            "foobar-hooks", "Tells hooks what is new", of: news,
            """
            ExecStartPre=/bin/rm -f \(news)
            ExecStart=\(Self.command) hooks flush
            """,
            """
            \(address)
            \(Self.asPrograms)
            \(Self.confined)
            ReadWritePaths=\(Installation.data)
            """)
    }

    /// What is written may have to be told of: the keeper says so by a file, for as long as which there is a unit is
    /// started. One round a second, for many writes, and whatever comes of it; a timer tries again what was not taken.
    /// - Parameters:
    ///   - steps: takes the keeper's file away before it looks for what there is.
    ///   - rights: what the unit may.
    private func delivery(
        _ name: String, _ description: String, of news: String, _ steps: String, _ rights: String
    ) -> [(String, String)] {
        [
            ("\(name).path", """
                [Unit]
                Description=Starts \(name).service where something was written
                StartLimitIntervalSec=0

                [Path]
                PathExists=\(news)

                [Install]
                WantedBy=multi-user.target

                """),
            timer(name, "\(description), again", "OnBootSec=1min\nOnUnitInactiveSec=1min"),
            ("\(name).service", """
                [Unit]
                Description=\(description)
                After=foobar-keeper.service network-online.target
                StartLimitIntervalSec=0

                [Service]
                Type=oneshot
                \(steps)
                ExecStopPost=/bin/sleep 1
                TimeoutStartSec=30min
                LogLevelMax=notice
                \(rights)
                RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
                UMask=0077

                """),
        ]
    }
}
