extension Units {
    var pools: [(String, String)] {
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

    var keeper: String {
        """
        [Unit]
        Description=Holds the databases open, and checkpoints them
        Before=foobar-pool@quick.service foobar-pool@writing.service foobar-pool@slow.service
        StartLimitIntervalSec=0

        [Service]
        ExecStart=\(Installation.current)/bin/keeper \(Installation.data) \(Installation.cache)
        # It leaves the logs where they are, without which no program that only reads could open a database.
        KillSignal=SIGHUP
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
}
