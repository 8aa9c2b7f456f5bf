# A production server's layout without a machine of its own: /srv, /etc, /run, /var/cache and the network are those of a
# namespace, with an nginx and fcgiwraps that a test starts in it. As root.
#
#   load deployment               (in other scripts: source Tests/deployment.bash, with `folder` set)
#   make_server                   no release answers yet; what is in /srv has $room bytes where that is set, and the
#                                 databases are made by $fill, in /srv/foobar
#   make_release NAME [STEPS [READABLE_FROM]]    in $releases/NAME, with so many migrations more than the site has
#   on_server COMMAND...
#   deploy NAME [OPTION...]       RELEASE/bin/foobar deploy
#   sql DATABASE STATEMENT
#   end_server

checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=${folder:-${BATS_TEST_TMPDIR-}}
releases=$folder/made
server=

on_server() {
    nsenter --target "$server" --mount --net --pid --wdns=/ -- "$@"
}

# sql DATABASE STATEMENT: as the user whose databases they are; where fs.protected_regular is 2, as in Debian, root may not
# open them for writing.
sql() {
    on_server setpriv --reuid=foobar --regid=foobar --clear-groups sqlite3 "$@"
}

make_server() {
    local world=$folder/world tries
    mkdir -p "$world/srv" "$world/run/foobar" "$world/cache/foobar" "$world/programs" "$releases"
    cp -a /etc "$world/etc"
    rm -rf "$world/etc/foobar"
    mkdir "$world/etc/foobar"
    echo 'foobar:x:987:987::/srv/foobar:/usr/sbin/nologin' >>"$world/etc/passwd"
    echo 'foobar:x:987:' >>"$world/etc/group"
    printf 'domain = example.org\n' >"$world/etc/foobar/foobar.conf"
    echo '127.0.0.1 localhost www.example.org example.org' >"$world/etc/hosts"
    local name
    for name in foobar migrations keeper generate; do strip -o "$world/programs/$name" "$checkout/.build/release/$name"; done
    chmod 755 "$world" "$world"/*
    chown www-data "$world/cache/foobar"
    unshare --mount --net --pid --fork --kill-child --mount-proc sh -c '
        set -e
        cd "$1"
        if [ -n "$2" ]; then mount -t tmpfs -o "size=$2" tmpfs srv; fi
        mount --bind srv /srv
        mount --bind etc /etc
        mount --bind run /run
        mount --bind cache /var/cache
        mount --bind programs /mnt
        ip link set lo up
        exec sleep infinity' world "$world" "${room-}" >"$folder/world.log" 2>&1 3>&- </dev/null &
    holder=$!
    for tries in {1..100}; do
        server=$(pgrep -P "$holder" || true)
        if [ -n "$server" ] && on_server sh -c 'ip link show lo up | grep -q UP' 2>/dev/null; then break; fi
        sleep 0.02
    done
    on_server sh -ec '
        mkdir -p /srv/foobar/releases /srv/foobar/scripts /srv/foobar/var/log /srv/foobar/var/uploads /srv/foobar/backups
        cd /srv/foobar
        chown root:foobar var; chmod 1771 var; chown foobar:www-data var/uploads
        # shellcheck disable=SC2086
        setpriv --reuid=foobar --regid=foobar --init-groups ${2:-/mnt/migrations 0 0 migrate --data var} >/dev/null
        mkdir /etc/foobar/nginx
        # Answers until the first deployment, which has it read another one.
        printf "%s\n" "user www-data; pid /run/foobar/nginx.pid; error_log /srv/foobar/var/log/error.log; events {}" \
            "http { access_log off; server { listen 80; return 503; } }" >/etc/foobar/nginx/nginx.conf
        mkdir /run/foobar/pools
        chown foobar /run/foobar/pools
        for pool in quick writing slow; do
            setpriv --reuid=foobar --regid=foobar --init-groups fcgiwrap -f -c "${1:-2}" -s "unix:/run/foobar/pools/$pool.sock" \
                >/dev/null 2>>/srv/foobar/var/log/error.log &
            tries=0
            until [ -S "/run/foobar/pools/$pool.sock" ]; do tries=$((tries + 1)); [ "$tries" -lt 500 ]; sleep 0.01; done
            chmod 666 "/run/foobar/pools/$pool.sock"
            ln -s "pools/$pool.sock" "/run/foobar/$pool.sock"
        done
        nginx -e stderr -c /etc/foobar/nginx/nginx.conf
    ' sh "${pool_size-}" "${fill-}" >"$folder/start.log" 2>&1 3>&- </dev/null || { cat "$folder/start.log" "$folder/world.log"; return 1; }
    make_release 20260101-000000
    on_server cp -a "$releases/20260101-000000" /srv/foobar/releases/
    on_server ln -s releases/20260101-000000 /srv/foobar/current
    on_server sh -c 'cd / && exec setpriv --reuid=foobar --regid=foobar --init-groups /mnt/keeper /srv/foobar/var' \
        >>"$folder/keeper.log" 2>&1 3>&- </dev/null &
}

end_server() {
    [ -z "${holder-}" ] || { kill -KILL "$holder" 2>/dev/null && wait "$holder"; } 2>/dev/null || true
    holder=
}

make_release() {
    local name=$1 steps=${2:-0} readable_from=${3:-0} release=$releases/$1
    mkdir -p "$release/bin" "$release/cgi-bin" "$release/tools" "$release/htdocs"
    cp -a "$checkout/nginx" "$release/"
    cp "$checkout/.build/tools/confine" "$release/tools/"
    cat >"$release/bin/foobar" <<SH
#!/bin/sh
here=\$(dirname "\$(readlink -f "\$0")")
if [ "\$1" = migrate ]; then exec /mnt/migrations $steps $readable_from "\$@"; fi
FOOBAR_HOME=\${here%/bin} exec /mnt/foobar "\$@"
SH
    ln -s /mnt/keeper "$release/bin/keeper"
    python3 - "$release" "$name" "$steps" <<'PY'
import json, os, sys
release, name, steps = sys.argv[1], sys.argv[2], int(sys.argv[3])
forms = {each: {"version": 1, "needed": 1} for each in ("site", "members", "tries")}
forms["site"] = {"version": 1 + steps, "needed": 1 + (steps if steps % 2 else max(0, steps - 1))}
with open(release + "/release.json", "w") as file:
    json.dump({"name": name, "commit": "", "date": "2026-01-01T00:00:00Z", "schema": forms}, file)
PY
    if [ -n "${real_programs-}" ]; then fill_with_programs "$release"; else fill_with_scripts "$release" "$name"; fi
    chmod 755 "$release/bin/foobar" "$release"/cgi-bin/*
}

# Programs that need nothing: what they show says which release they are of.
fill_with_scripts() {
    local release=$1 name=$2 version
    echo "/* $name */ body { color: red }" >"$release/htdocs/style.css"
    touch -d "${name:0:8} ${name:9:2}:${name:11:2}:${name:13:2} UTC" "$release/htdocs/style.css"
    gzip -k "$release/htdocs/style.css"
    version=$(python3 -c '
import os, sys
file, digits = os.stat(sys.argv[1]), ""
number = int(file.st_mtime) << 20 ^ file.st_size
while number: number, digit = divmod(number, 36); digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
print(digits)' "$release/htdocs/style.css")
    program() { { printf '#!/bin/sh\ncat >/dev/null\n'; cat; } >"$release/cgi-bin/$1"; }
    program home <<SH
printf 'Content-Type: text/html\r\nCache-Control: max-age=1\r\n\r\n<link href="/style.css?v=$version"><a href="/posts/hello">$name</a></html>\n'
SH
    program posts <<<$'printf "Content-Type: text/html\\r\\n\\r\\nThe post.</html>\\n"'
    program fallback <<<$'printf "Status: 404\\r\\nContent-Type: text/html\\r\\n\\r\\nNone.\\n"'
    # Those are the same in each release.
    touch -d 2026-01-01 "$release/cgi-bin/posts" "$release/cgi-bin/fallback"
    program health <<<"printf 'Content-Type: text/plain\\r\\n\\r\\nok\\nrelease %s\\n' \"\$(basename \"\$(dirname \"\$(pwd -P)\")\")\""
}

# The site's own programs.
fill_with_programs() {
    local release=$1 name
    if [ ! -e "$folder/routes" ]; then
        mkdir "$folder/routes"
        for name in "$checkout"/Sources/cgi-bin/*/; do cp -p "$checkout/cgi-bin/$(basename "$name")" "$folder/routes/"; done
    fi
    cp -al "$folder/routes/." "$release/cgi-bin/"
    cp -a "$checkout/htdocs/." "$release/htdocs/"
}

deploy() {
    local name=$1
    shift
    on_server "$releases/$name/bin/foobar" deploy "$@"
}

# get PATH [CURL OPTION...]: the body of an answer.
get() {
    on_server curl --silent --show-error --max-time 20 --location --insecure "${@:2}" "http://www.example.org$1"
}

# The release that answers.
answering() {
    get /health | sed -n 's/^release //p'
}
