#!/usr/bin/env bats
# Each program is locked into what its route declares: Tests/trespasser tries to get out.
load server
bats_require_minimum_version 1.5.0

setup_file() {
    # shellcheck disable=SC2154
    "$foobar" import "$BATS_TEST_DIRNAME/fixtures/markdown" --data "$BATS_FILE_TMPDIR/data" >/dev/null
    FOOBAR_DATA=$BATS_FILE_TMPDIR/data "$checkout/.build/tools/sql" guestbook 'CREATE TABLE guest (name TEXT)'
    mkdir "$BATS_FILE_TMPDIR/data/uploads"
    mkdir -p "$BATS_FILE_TMPDIR/data/log"
    touch "$BATS_FILE_TMPDIR/data/log/access.log"
    echo a file >"$BATS_FILE_TMPDIR/data/uploads/a.txt"
}

setup() {
    data=$BATS_TEST_TMPDIR/data
    cp -r "$BATS_FILE_TMPDIR/data" "$data"
}

teardown() {
    stop_server
}

# try RIGHTS ACT [FILE] [VARIABLE=VALUE...]: what the program says that came of it; `ended` where it was ended for it.
# RIGHTS are like reads=site,members:tools=vips.
try() {
    local right rights=()
    for right in ${1//:/ }; do
        rights+=("$(tr '[:lower:]' '[:upper:]' <<<"${right%%=*}")=${right#*=}")
    done
    local status=0 answer
    answer=$(cd "$data" && env -i PATH=/usr/bin:/bin REQUEST_METHOD=GET FOOBAR_DATA="$data" "${rights[@]}" TRY="$2" FILE="${3-}" \
        FOOBAR_SANDBOX="${FOOBAR_SANDBOX-}" "${@:4}" "$checkout/.build/release/trespasser" </dev/null) || status=$?
    # 128 + SIGSYS
    if [ "$status" = 159 ]; then echo ended; else sed '1,/^\r*$/d' <<<"$answer"; fi
}

# Every line on standard input: an outcome, and what `try` is called with.
tries() {
    local outcome call found failed=0
    while read -r outcome call; do
        # shellcheck disable=SC2086
        found=$(try $call)
        case $outcome in
        done | ended) [ "$found" = "$outcome" ] ;;
        denied) [ "$found" = 'Permission denied' ] ;;
        esac || { echo "$call: $found, and not $outcome"; failed=1; }
    done
    return $failed
}

needs_landlock() {
    [[ $(try reads=site nothing '' FOOBAR_SANDBOX=demand) == done ]] || skip "this kernel has no Landlock or no seccomp"
}

@test "a program reads and writes what its route declares" {
    needs_landlock
    tries <<'END'
done reads=site read site.db
done reads=site read site.db-wal
done reads=site write site.db-shm
done writes=site write site.db
done writes=site write site.db-wal
done reads=members read members.db
done writes=members write members.db
done writes=members write tries.db
done reads=uploads read uploads/a.txt
done reads=uploads list uploads
done writes=uploads make uploads/b.txt
done writes=uploads remove uploads/b.txt
done reads=own read own/guestbook.db
done writes=own write own/guestbook.db
done writes=own make own/new.db
done reads=log list log
done reads= read /usr/share/zoneinfo/UTC
END
}

@test "what its route does not declare it can't open, make, remove or move" {
    needs_landlock
    tries <<'END'
denied reads= read site.db
denied reads= read site.db-shm
denied reads=site write site.db
denied reads=site write site.db-wal
denied reads=site read members.db
denied reads=site read tries.db
denied reads=site read own/guestbook.db
denied reads=site read uploads/a.txt
denied writes=site read members.db
denied writes=site remove site.db
denied writes=site remove site.db-wal
denied writes=site make other.db
denied reads=members write members.db
denied reads=members read site.db
denied reads=members read tries.db
denied writes=members read site.db
denied reads=uploads write uploads/a.txt
denied reads=uploads read site.db
denied writes=uploads make other.txt
denied writes=uploads read own/guestbook.db
denied writes=uploads rename uploads/a.txt TO=other.txt
denied writes=own make other.db
denied writes=own read uploads/a.txt
denied reads=own write own/guestbook.db
denied reads=log read log/access.log
denied reads=site,members,uploads,own,log:writes=site,members,uploads,own read /etc/passwd
denied reads=site,members,uploads,own,log:writes=site,members,uploads,own list /
denied reads=site,members,uploads,own,log:writes=site,members,uploads,own write /dev/null
denied reads=site,members,uploads,own,log:writes=site,members,uploads,own read /proc/self/environ
END
}

@test "a program that starts a tool starts no other" {
    needs_landlock
    tries <<'END'
done reads=site:tools=vips spawn /usr/bin/vipsthumbnail
done reads=site:tools=qrencode spawn /usr/bin/qrencode
denied reads=site:tools=qrencode spawn /usr/bin/vipsthumbnail
denied reads=site:tools=vips spawn /usr/bin/qrencode
denied reads=site:tools=vips spawn /bin/sh
ended reads=site:tools=vips socket
ended reads=site spawn /usr/bin/qrencode
ended reads=site spawn /bin/sh
END
}

@test "what looks into a picture that was sent has the uploads and nothing else" {
    needs_landlock
    tries <<'END'
done reads=site,members:writes=members,uploads:tools=vips read members.db NARROW=
done reads=site,members:writes=members,uploads:tools=vips read uploads/a.txt NARROW=1
done reads=site,members:writes=members,uploads:tools=vips make uploads/b.txt NARROW=1
done reads=site,members:writes=members,uploads:tools=vips spawn /usr/bin/vipsthumbnail NARROW=1
denied reads=site,members:writes=members,uploads:tools=vips read members.db NARROW=1
denied reads=site,members:writes=members,uploads:tools=vips read site.db NARROW=1
denied reads=site,members:writes=members,uploads:tools=vips write tries.db NARROW=1
END
}

@test "pictures of each kind are read and made smaller" {
    "$foobar" user add ann --email ann@example.org --role owner --data "$data" >/dev/null
    local kind
    for kind in png jpg gif webp avif; do
        vips black "$BATS_TEST_TMPDIR/black.v" 60 40 --bands 3
        vips copy "$BATS_TEST_TMPDIR/black.v" "$BATS_TEST_TMPDIR/black.$kind"
        { printf -- '--x\r\nContent-Disposition: form-data; name="file"; filename="black.%s"\r\n\r\n' "$kind"
            cat "$BATS_TEST_TMPDIR/black.$kind"
            printf -- '\r\n--x--\r\n'; } >"$BATS_TEST_TMPDIR/body"
        run -0 "$foobar" request POST /files --as ann --header 'Content-Type: multipart/form-data; boundary=x' \
            --body "$BATS_TEST_TMPDIR/body" --include --data "$data"
        [[ $output == 'HTTP/1.1 303 '* ]] || { echo "$kind: $output"; return 1; }
    done
    [ "$(find "$data/uploads" -name '*-60x40.webp' | wc -l)" = 5 ]
}

@test "a call that is not listed ends the program" {
    needs_landlock
    tries <<'END'
done reads=site nothing
ended reads=site socket
ended reads=site fork
ended reads=site runnable-memory
ended reads=site runnable-heap
ended reads=site remove site.db-wal
ended writes=site,members,uploads,own socket
ended writes=site,members,uploads,own fork
ended writes=site,members,uploads,own spawn /usr/bin/qrencode
ended writes=site,members,uploads,own runnable-memory
END
}

@test "of all system calls there are, a program that reads may make those that are listed" {
    needs_landlock
    # Numbers that the list names, of this machine.
    sed -n '/system_calls_reading/,/^}/p' "$checkout/Sources/CSandbox/shim.h" | grep -o 'SYS_[a-z0-9_]*' >"$BATS_TEST_TMPDIR/names"
    printf 'SYS_mmap\nSYS_mprotect\n' >>"$BATS_TEST_TMPDIR/names"
    { echo '#include <sys/syscall.h>'; sed 's/.*/numbers &/' "$BATS_TEST_TMPDIR/names"; } | gcc -E -P - |
        sed -n 's/^numbers //p' | sort -n >"$BATS_TEST_TMPDIR/listed"
    [ "$(wc -l <"$BATS_TEST_TMPDIR/listed")" -gt 40 ]
    # Those that end, wait or stand for others by themselves are not tried.
    python3 - "$checkout/.build/release/trespasser" "$data" "$BATS_TEST_TMPDIR/listed" <<'PYTHON'
import subprocess, sys
program, data, listed = sys.argv[1:]
listed = {int(line) for line in open(listed)}
wrong = []
for number in (set(range(335)) | set(range(424, 463))) - {13, 15, 35, 60, 219, 230, 231}:
    run = subprocess.run([program], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env={
        "REQUEST_METHOD": "GET", "FOOBAR_DATA": data, "READS": "site", "TRY": str(number)})
    if (run.returncode == -31) == (number in listed): wrong.append(number)
sys.exit(f"listed and ended, or not listed and not ended: {wrong}" if wrong else 0)
PYTHON
}

@test "memory, the size of a file, processes and core files have limits" {
    mkfifo "$BATS_TEST_TMPDIR/body"
    env -i REQUEST_METHOD=GET CONTENT_LENGTH=1 FOOBAR_DATA="$data" READS=site TRY=nothing \
        "$checkout/.build/release/trespasser" <"$BATS_TEST_TMPDIR/body" >/dev/null 3>&- &
    program=$!
    exec 4>"$BATS_TEST_TMPDIR/body"
    for _ in {1..60}; do
        program_limits=$(cat "/proc/$program/limits")
        # The last of them.
        if grep -Eq 'Max processes +0 ' <<<"$program_limits"; then break; fi
        sleep 0.05
    done
    echo >&4
    exec 4>&-
    wait "$program"
    echo "$program_limits"
    grep -Eq 'Max cpu time +5 ' <<<"$program_limits"
    grep -Eq 'Max address space +536870912 ' <<<"$program_limits"
    grep -Eq 'Max file size +1073741824 ' <<<"$program_limits"
    grep -Eq 'Max core file size +0 ' <<<"$program_limits"
    grep -Eq 'Max processes +0 ' <<<"$program_limits"
    [ "$(try reads=site memory 100000000)" = done ]
    [ "$(try reads=site memory 600000000)" = 'Cannot allocate memory' ]
}

@test "with Landlock's second version, as Debian 12 has it, files are as locked" {
    needs_landlock
    export FOOBAR_SANDBOX=demand,landlock=2
    tries <<'END'
done reads=site read site.db
denied reads=site write site.db
denied reads=site read members.db
denied writes=site make other.db
denied writes=uploads rename uploads/a.txt TO=other.txt
ended reads=site socket
END
    "$foobar" request GET /posts/hello --data "$data" >/dev/null
}

@test "without a layer the other holds, health says so, and programs run unless both are demanded" {
    needs_landlock
    [ "$("$foobar" request GET /health --data "$data")" = ok ]
    FOOBAR_SANDBOX=landlock=0 run -0 "$foobar" request GET /health --data "$data"
    [[ $output == $'ok\nThere is no Landlock: a program could open any file that its user can.' ]]
    FOOBAR_SANDBOX=seccomp=0 run -0 "$foobar" request GET /health --data "$data"
    [[ $output == $'ok\nThere are no seccomp filters:'* ]]
    FOOBAR_SANDBOX=off run -0 "$foobar" request GET /health --data "$data"
    [ "${#lines[@]}" = 3 ]
    FOOBAR_SANDBOX=landlock=0 tries <<'END'
done reads=site read members.db
ended reads=site socket
END
    FOOBAR_SANDBOX=seccomp=0 tries <<'END'
denied reads=site read members.db
denied reads=site write site.db
END
    FOOBAR_SANDBOX=demand,landlock=0 run --separate-stderr "$foobar" request GET /posts/hello --include --data "$data"
    [[ $output == *' 503 '* && $stderr == *'There is no Landlock'* ]]
}

@test "serve hands the setting on, and says what is missing" {
    data=$BATS_TEST_TMPDIR/data
    FOOBAR_SANDBOX=demand,landlock=0 start_server
    for _ in {1..40}; do
        if grep -q 'There is no Landlock' "$log"; then break; fi
        sleep 0.05
    done
    grep -q 'There is no Landlock' "$log"
    [ "$(status /posts/hello)" = 503 ]
    stop_server
    start_server
    [ "$(status /posts/hello)" = 200 ]
    ! grep -q 'There is no Landlock' "$log"
}

@test "routes shows what each program may" {
    run -0 "$foobar" routes
    grep -Eq '^NAME .* READS +WRITES +TOOLS +BODY' <<<"$output"
    grep -Eq '^posts .* site +- +- ' <<<"$output"
    grep -Eq '^files .* site,members,uploads +members,uploads +vipsheader,vipsthumbnail ' <<<"$output"
}
