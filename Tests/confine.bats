#!/usr/bin/env bats
# Scripts of others run under a profile: Tests/programs/burglar, in sh and in Python, tries what no script may by itself,
# and then with the line of scripts.conf that allows it.
load server
bats_require_minimum_version 1.5.0

setup_file() {
    # shellcheck disable=SC2154
    "$foobar" import "$BATS_TEST_DIRNAME/fixtures/markdown" --data "$BATS_FILE_TMPDIR/data" >/dev/null
    mkdir "$BATS_FILE_TMPDIR/data/uploads"
    echo a file >"$BATS_FILE_TMPDIR/data/uploads/a.txt"
}

setup() {
    make_home
    cp -r "$BATS_FILE_TMPDIR/data" "$data"
    mkdir "$BATS_TEST_TMPDIR/outside"
    echo secret >"$BATS_TEST_TMPDIR/outside/file"
    cp "$checkout/Tests/programs/burglar" "$home/cgi-bin/python"
    program sh <<'SH'
#!/bin/sh
cat >/dev/null
printf 'Content-Type: text/plain\n\n'
eval "$(printf %s "$HTTP_TRY" | base64 -d)" 2>&1 && echo done
SH
}

teardown() {
    [ -z "${listener-}" ] || kill "$listener"
    stop_server
}

allow() {
    printf '%s\n' "$@" >"$home/cgi-bin/scripts.conf"
}

# try NAME CODE: what the script says that came of it.
try() {
    "$foobar" request GET "/$1" --header "Try: $(printf %s "$2" | base64 -w 0)" --data "$data"
}

# stopped NAME CODE, passes NAME CODE
stopped() {
    run try "$@"
    [[ $output == *'ermission denied'* || $output == *'not permitted'* || $output == *'unable to open'* ]] || { echo "$2: $output"; return 1; }
}

passes() {
    run try "$@"
    [[ ${lines[-1]} == done ]] || { echo "$2: $output"; return 1; }
}

needs_landlock() {
    # shellcheck disable=SC2154
    [ "$("$foobar" request GET /posts --data "$data" | wc -c)" -gt 0 ]
    [[ $(cd "$checkout" && FOOBAR_DATA=$data REQUEST_METHOD=GET cgi-bin/health) == *$'\n'ok ]] || skip "this kernel has no Landlock or no seccomp"
}

@test "a script in sh reads and writes what every script may, and nothing else" {
    needs_landlock
    passes sh 'cat sh >/dev/null'
    passes sh 'echo x >"$TMPDIR/file" && cat "$TMPDIR/file" && mkdir "$TMPDIR/folder"'
    passes sh 'echo x | sort | cat - /usr/share/zoneinfo/UTC >/dev/null'
    passes sh '"$FOOBAR_TOOLS/sql" notes "CREATE TABLE note (text TEXT); INSERT INTO note VALUES (1)"'
    passes sh '"$FOOBAR_TOOLS/sql" site "SELECT slug FROM post LIMIT 1"'
    passes sh 'printf "Title: x\n\n" | "$FOOBAR_TOOLS/frame" >/dev/null'
    stopped sh 'cat /etc/passwd'
    stopped sh 'ls /'
    stopped sh "cat '$BATS_TEST_TMPDIR/outside/file'"
    stopped sh "ls '$BATS_TEST_TMPDIR/outside'"
    stopped sh "echo x >'$BATS_TEST_TMPDIR/outside/new'"
    stopped sh 'echo x >sh'
    stopped sh 'echo x >another && chmod +x another'
    stopped sh 'rm sh'
    stopped sh 'echo "sh: network" >scripts.conf'
    stopped sh 'echo x >/tmp/foobar-confine-test'
    stopped sh 'cat "$FOOBAR_DATA/members.db"'
    stopped sh 'cat "$FOOBAR_DATA/tries.db"'
    stopped sh 'cat "$FOOBAR_DATA/uploads/a.txt"'
    stopped sh 'ls "$FOOBAR_DATA"'
    stopped sh 'echo x >>"$FOOBAR_DATA/site.db"'
    stopped sh 'rm "$FOOBAR_DATA/site.db"'
    stopped sh '"$FOOBAR_TOOLS/sql" members "SELECT email FROM member"'
    stopped sh 'cat /proc/1/environ'
    stopped sh 'unshare --user true'
    stopped sh 'mount -t tmpfs none /mnt'
    cmp "$data/uploads/a.txt" - <<<'a file'
    [ ! -e "$home/cgi-bin/another" ] && [ ! -e "$home/cgi-bin/scripts.conf" ]
}

@test "a script in Python opens no connection, sees no other process, and starts no way out" {
    needs_landlock
    passes python 'socket.socketpair()'
    passes python 'subprocess.run(["date"], check=True, stdout=subprocess.DEVNULL)'
    stopped python 'socket.socket(socket.AF_INET)'
    stopped python 'socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)'
    stopped python 'socket.socket(socket.AF_UNIX)'
    stopped python 'socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)'
    stopped python 'open("/proc/%d/environ" % os.getppid()).read()'
    stopped python 'os.listdir("/proc/%d/fd" % os.getppid()) and os.readlink("/proc/%d/fd/2" % os.getppid())'
    local number
    # ptrace, mount, unshare, setns, bpf, keyctl, clock_settime, kexec_load, init_module, io_uring_setup, process_vm_readv,
    # userfaultfd, perf_event_open, personality, chroot
    for number in 101 165 272 308 321 250 227 246 175 425 310 323 298 135 161; do
        stopped python "call($number)"
    done
    # clone3 and what is newer than Debian 12's kernel: the C library does without.
    run try python 'call(435)'
    [[ $output == *'not implemented'* ]]
    run try python 'call(451)'
    [[ $output == *'not implemented'* ]]
    # A new user namespace, by clone's flag.
    stopped python 'call(56, 0x10000000 | 17, 0, 0, 0, 0)'
    # Another process's limits.
    stopped python 'resource.prlimit(os.getppid(), resource.RLIMIT_CPU, (1, 1))'
    passes python 'resource.setrlimit(resource.RLIMIT_CPU, (5, 5))'
    [[ $(try python 'print(open("/proc/self/status").read())') == *$'NoNewPrivs:\t1'* ]]
}

@test "a line of scripts.conf gives one script what it names, at once, and no other" {
    needs_landlock
    python3 -u -m http.server --bind 127.0.0.1 --directory "$BATS_TEST_TMPDIR/outside" 0 >"$BATS_TEST_TMPDIR/listener" 2>&1 3>&- &
    listener=$!
    for _ in {1..100}; do
        listening=$(grep -o 'port [0-9]*' "$BATS_TEST_TMPDIR/listener" | cut -d ' ' -f 2)
        [ -z "$listening" ] || break
        sleep 0.05
    done
    local connect="socket.create_connection((\"127.0.0.1\", $listening))"
    stopped python "$connect"
    allow '# what they may' 'python: network   # to the world' '' "sh: read $BATS_TEST_TMPDIR/outside, write uploads"
    passes python "$connect"
    stopped python 'socket.socket(socket.AF_UNIX)'
    stopped python "open('$BATS_TEST_TMPDIR/outside/file')"
    passes sh "cat '$BATS_TEST_TMPDIR/outside/file'"
    stopped sh "echo x >'$BATS_TEST_TMPDIR/outside/file'"
    passes sh 'echo x >"$FOOBAR_DATA/uploads/new" && cat "$FOOBAR_DATA/uploads/a.txt"'
    stopped sh 'cat "$FOOBAR_DATA/members.db"'

    allow "sh: write $BATS_TEST_TMPDIR/outside" 'sh: write members' 'python: read members, read uploads, write site'
    passes sh "mkdir -p '$BATS_TEST_TMPDIR/outside/a/b' && mv '$BATS_TEST_TMPDIR/outside/file' '$BATS_TEST_TMPDIR/outside/a/b/'"
    passes sh '"$FOOBAR_TOOLS/sql" members "DELETE FROM session"'
    stopped python "$connect"
    passes python 'open(os.environ["FOOBAR_DATA"] + "/members.db").close()'
    stopped python 'open(os.environ["FOOBAR_DATA"] + "/members.db", "a")'
    passes python 'open(os.environ["FOOBAR_DATA"] + "/uploads/a.txt").close()'
    stopped python 'open(os.environ["FOOBAR_DATA"] + "/uploads/a.txt", "a")'
    passes python 'subprocess.run([os.environ["FOOBAR_TOOLS"] + "/sql", "site", "UPDATE post SET title = title"], check=True)'
}

@test "a script asks who sent the request, mails and counts, and can't open what that takes" {
    needs_landlock
    "$foobar" user add olga --email olga@example.org --role owner --data "$data" >/dev/null
    passes sh '[ "$("$FOOBAR_TOOLS/viewer")" = "" ]'
    [ "$("$foobar" request GET /sh --as olga --header "Try: $(base64 -w 0 <<<'"$FOOBAR_TOOLS/viewer"')" --data "$data")" = $'olga owner olga\ndone' ]
    # Nobody else's session: what the script says of the request is not listened to.
    run try sh 'HTTP_COOKIE="session=x" REQUEST_METHOD=GET "$FOOBAR_TOOLS/viewer"; echo "status $?"'
    [[ $output == *'status 1'* ]]
    passes sh 'echo Words | "$FOOBAR_TOOLS/mail" "A subject"'
    [[ $(FOOBAR_DATA=$data "$checkout/.build/tools/sql" members 'SELECT recipient, subject, body FROM mail') == *$'olga@example.org\tA subject\tWords'* ]]
    passes sh '"$FOOBAR_TOOLS/limit" x 2 60 && "$FOOBAR_TOOLS/limit" x 2 60'
    run try sh '"$FOOBAR_TOOLS/limit" x 2 60; echo "status $?"'
    [[ $output == *'status 4'* ]]
    # Nothing else is done for it, whatever it asks.
    passes python 'import confined; assert confined.ask(b"viewer\0") == 1'
    passes python 'import confined; assert confined.ask(b"sql\0members\0SELECT 1\0") == 1'
    passes python 'import confined; assert confined.ask(b"../../../usr/bin/touch\0/tmp/x\0") == 1'
    passes python 'import confined; assert confined.ask(b"viewer") == None'
}

@test "time, memory and processes end, and a line gives more" {
    allow 'sh: seconds 1' 'python: memory 100M'
    SECONDS=0
    run --separate-stderr try sh 'sh -c "sleep 20; echo woke" & while :; do :; done'
    [[ $stderr == *' sh: it ran for 1 s, and was ended.'* ]]
    [ "$SECONDS" -lt 5 ]
    ! pgrep -f 'sleep 20; echo woke' || false
    run try python 'bytearray(300000000)'
    [[ $output == *MemoryError* ]]
    allow 'python: memory 1G, seconds 60, processes 0'
    passes python 'bytearray(300000000)'
    [[ $(try python 'print(resource.getrlimit(resource.RLIMIT_CPU)[0], resource.getrlimit(resource.RLIMIT_CORE)[0])') == $'60 0\n'* ]]
    [[ $(try sh 'ulimit -t; ulimit -v; ulimit -c') == $'30\n524288\n0\ndone' ]]
    # A bomb is held to a few more than there are.
    if [ "$(id -u)" != 0 ]; then
        run try python 'for _ in range(5000): os.fork()'
        [[ $output == *'Resource temporarily unavailable'* ]]
    fi
}

@test "nothing that a script starts outlives it" {
    run -0 --separate-stderr try sh '(setsid sleep 30 </dev/null >/dev/null 2>&1 &)'
    [[ $output == done && $stderr == *'it left a process behind, which was ended.'* ]]
    ! pgrep -fx 'sleep 30' || false
    # Nor its files.
    run -0 try sh 'mkdir -p "$TMPDIR/a/b"; touch "$TMPDIR/a/b/c"; ln -s /etc "$TMPDIR/link"; echo "$TMPDIR"'
    [ ! -e "${lines[0]}" ]
    [ -e /etc/passwd ]
}

@test "a line that can't be followed keeps its script from running, and is told of" {
    needs_landlock
    allow 'sh: netwrok, seconds 9' 'python: seconds 5' 'nobody: network' 'words'
    run --separate-stderr try sh 'true'
    [ "$status" = 5 ]
    [[ $stderr == *" sh: line 1 of scripts.conf can't be followed: 'netwrok' is none of network, read"* ]]
    passes python 'True'
    run -1 "$foobar" check python --data "$data"
    [[ $output == *"scripts.conf, line 1: 'netwrok' is none of"* && $output == *"line 3: there is no script 'nobody'"* && $output == *'line 4: it is not like'* ]]
    run -0 "$foobar" routes
    grep -Eq '^sh .* not run: line 1( |$)' <<<"$output" || { echo "$output"; false; }
    grep -Eq '^python .* seconds 5' <<<"$output"
    start_server
    grep -q 'scripts.conf, line 1' "$log"
    [ "$(status /sh)" = 500 ]
    [ "$(status /python)" = 200 ]
    local line
    for line in 'sh: read srv' 'sh: seconds' 'sh: seconds 0' 'sh: memory 12' 'sh: network 4' 'sh: read /a b' 'sh: ,' 'sh:' 'sh: write log'; do
        allow "$line"
        [ "$(status /sh)" = 500 ] || { echo "$line"; false; }
    done
    # What can't be read might have said less.
    rm "$home/cgi-bin/scripts.conf"
    mkdir "$home/cgi-bin/scripts.conf"
    [ "$(status /sh)" = 500 ]
}

@test "nginx starts every program in its sandbox but those that lock themselves, from the moment they are there" {
    needs_landlock
    cp "$checkout/cgi-bin/health" "$home/cgi-bin/"
    start_server
    [ "$(get /health)" = ok ]
    program fresh <<<$'#!/bin/sh\ncat >/dev/null\nprintf "Content-Type: text/plain\\n\\n"; pwd; echo "$SCRIPT_FILENAME $0 $FOOBAR_SCRIPT$FOOBAR_PROFILES"; cat /etc/passwd 2>&1'
    run -0 get /fresh
    [ "${lines[0]}" = "$home/cgi-bin" ]
    [ "${lines[1]}" = "$home/cgi-bin/fresh $home/cgi-bin/fresh " ]
    [[ ${lines[2]} == *'ermission denied'* ]]
    # A query is no argument, and no header is a variable of this.
    [ "$(get '/fresh?--help' | head -n 1)" = "$home/cgi-bin" ]
    [ "$(get /fresh --header 'Foobar-Script: /bin/sh' | head -n 1)" = "$home/cgi-bin" ]
    chmod -x "$home/cgi-bin/fresh"
    [ "$(get /fresh | python3 -c 'import json, sys; print(json.load(sys.stdin)["(program)"])')" = fallback ]
}

@test "with Landlock's second version scripts are as locked, and without a layer they run unless both are demanded" {
    needs_landlock
    FOOBAR_SANDBOX=landlock=2 stopped sh 'cat "$FOOBAR_DATA/members.db"'
    FOOBAR_SANDBOX=landlock=2 stopped python 'socket.socket(socket.AF_INET)'
    FOOBAR_SANDBOX=landlock=0 passes sh 'cat "$FOOBAR_DATA/members.db" >/dev/null'
    FOOBAR_SANDBOX=landlock=0 stopped python 'socket.socket(socket.AF_INET)'
    FOOBAR_SANDBOX=seccomp=0 stopped sh 'cat "$FOOBAR_DATA/members.db"'
    FOOBAR_SANDBOX=off passes sh 'cat /etc/passwd >/dev/null'
    FOOBAR_SANDBOX=demand passes sh 'true'
    FOOBAR_SANDBOX=demand,landlock=0 run -5 --separate-stderr try sh 'true'
    [[ $stderr == *'There is no Landlock'* ]]
}
