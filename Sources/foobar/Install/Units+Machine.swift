extension Units {
    var firewall: [(String, String)] {
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

    var upgrades: [(String, String)] {
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
