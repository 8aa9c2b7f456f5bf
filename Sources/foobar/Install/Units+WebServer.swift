extension Units {
    /// systemd holds the sockets: while nginx starts anew, who comes waits for it and is not refused.
    var web: [(String, String)] {
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
}
