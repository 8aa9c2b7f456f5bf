#!/usr/bin/env bats
# foobar install and uninstall, on a Debian in a folder that has nothing but the names of its packages. Tests/debian does it
# for a real one.
bats_require_minimum_version 1.5.0
# shellcheck disable=SC2154 # stderr is of run --separate-stderr

setup_file() {
    # Each test works on the same Debian.
    export BATS_NO_PARALLELIZE_WITHIN_FILE=true
    export foobar=${FOOBAR_HOME:-$PWD}/.build/release/foobar
    export source=$BATS_FILE_TMPDIR/release
    # A release that is made as `deploy` makes it, save that it has one program.
    mkdir -p "$source/bin" "$source/cgi-bin" "$source/tools"
    cp -r nginx htdocs "$source/"
    cp cgi-bin/health cgi-bin/scripts.conf "$source/cgi-bin/"
    cat >"$source/release.json" <<'JSON'
{"name": "20260101-000000", "commit": "", "date": "2026-01-01T00:00:00Z",
 "schema": {"site": {"version": 1, "needed": 1}, "members": {"version": 1, "needed": 1}, "tries": {"version": 1, "needed": 1}}}
JSON
    export root=$BATS_FILE_TMPDIR/root
    make_root "$root"
    FOOBAR_HOME=$source "$foobar" install --root "$root" --domain foobar.example --contact ann@foobar.example >"$BATS_FILE_TMPDIR/first"
}

setup() {
    [ "$(id -u)" -eq 0 ] || skip "only root can give files to others"
}

# A Debian as far as install looks: packages that are there by name, users, units of Debian's.
make_root() {
    mkdir -p "$1"/{etc/ssh,etc/systemd/system,usr/sbin,usr/lib/systemd/system,var/lib/dpkg/{info,updates},proc,dev}
    echo 12 >"$1/etc/debian_version"
    printf 'root:x:0:0:root:/root:/bin/bash\nwww-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\n' >"$1/etc/passwd"
    printf 'root:x:0:\nwww-data:x:33:\n' >"$1/etc/group"
    local package
    for package in nginx libnginx-mod-http-brotli-static fcgiwrap sqlite3 qrencode libvips-tools curl brotli procps certbot openssl bind9-dnsutils zstd rsync \
        nftables logrotate unattended-upgrades ca-certificates libsqlite3-0 libsodium23 libcmark-gfm0.29.0.gfm.6 \
        libcmark-gfm-extensions0.29.0.gfm.6 libgumbo1 libxml2 libxxhash0 liboath0 zlib1g; do
        printf 'Package: %s\nStatus: install ok installed\nVersion: 1\nArchitecture: amd64\nMaintainer: x <x@example.org>\nDescription: x\n\n' "$package"
    done >"$1/var/lib/dpkg/status"
    local unit
    for unit in nginx.service fcgiwrap.service; do
        printf '[Service]\nExecStart=/bin/true\n[Install]\nWantedBy=multi-user.target\n' >"$1/usr/lib/systemd/system/$unit"
    done
    printf '[Socket]\nListenStream=/run/fcgiwrap.socket\n[Install]\nWantedBy=sockets.target\n' >"$1/usr/lib/systemd/system/fcgiwrap.socket"
    for unit in certbot apt-daily apt-daily-upgrade logrotate; do
        printf '[Timer]\nOnCalendar=daily\n[Install]\nWantedBy=timers.target\n' >"$1/usr/lib/systemd/system/$unit.timer"
    done
    systemctl --root "$1" enable --quiet nginx.service fcgiwrap.socket certbot.timer
}

foobar() {
    FOOBAR_HOME=$source "$foobar" "$@"
}

# All that is in the root: kind, mode, owner, where links lead, and what files have in them.
listing() {
    (cd "$1" && find . -printf '%y %m %u:%g %p %l\n' | sort -k4 && find . -type f -print0 | sort -z | xargs -0 sha256sum)
}

@test "the second run changes nothing, and says so" {
    listing "$root" >"$BATS_TEST_TMPDIR/before"
    run -0 foobar install --root "$root"
    [ "$output" = "Nothing differs; nothing was changed." ]
    listing "$root" >"$BATS_TEST_TMPDIR/after"
    diff "$BATS_TEST_TMPDIR/before" "$BATS_TEST_TMPDIR/after"
}

@test "a dry run says what differs, and changes nothing" {
    rm "$root/etc/logrotate.d/foobar"
    chmod 777 "$root/srv/foobar/var"
    systemctl --root "$root" disable --quiet foobar-web.service
    listing "$root" >"$BATS_TEST_TMPDIR/before"
    run -0 foobar install --root "$root" --dry-run
    [[ "$output" == *"/srv/foobar/var has mode 0777, not 01771"* ]]
    [[ "$output" == *"/etc/logrotate.d/foobar is not there"* ]]
    [[ "$output" == *"foobar-web.service is not enabled"* ]]
    [ "${#lines[@]}" = 4 ]
    listing "$root" >"$BATS_TEST_TMPDIR/after"
    diff "$BATS_TEST_TMPDIR/before" "$BATS_TEST_TMPDIR/after"
    run -0 foobar install --root "$root"
    [ "${#lines[@]}" = 5 ] # a link of systemd's is named too
    run -0 foobar install --root "$root" --dry-run
    [ "$output" = "Nothing differs." ]
}

@test "what was said once stands in the settings, beside what the owner wrote there" {
    run -0 grep -c '^contact = ann@foobar.example$' "$root/etc/foobar/foobar.conf"
    echo '# a note of mine' >>"$root/etc/foobar/foobar.conf"
    run -0 foobar install --root "$root"
    [ "$output" = "Nothing differs; nothing was changed." ]
    grep -q '^# a note of mine$' "$root/etc/foobar/foobar.conf"
    run -0 foobar install --root "$root" --address 192.0.2.1
    grep -q '^address = 192.0.2.1$' "$root/etc/foobar/foobar.conf"
    grep -q '^domain = foobar.example$' "$root/etc/foobar/foobar.conf"
}

@test "what can't be is refused with a word, before anything is changed" {
    run -1 --separate-stderr foobar install --root "$BATS_TEST_TMPDIR"
    [[ "$stderr" == *"has no Debian"* ]]
    make_root "$BATS_TEST_TMPDIR/other"
    listing "$BATS_TEST_TMPDIR/other" >"$BATS_TEST_TMPDIR/before"
    run -1 --separate-stderr foobar install --root "$BATS_TEST_TMPDIR/other"
    [[ "$stderr" == *"Which domain is it for?"* ]]
    run ! foobar install --root "$BATS_TEST_TMPDIR/other" --domain 'foo bar'
    run ! foobar install --root "$BATS_TEST_TMPDIR/other" --domain foobar.example --address 300.1.1.1
    listing "$BATS_TEST_TMPDIR/other" >"$BATS_TEST_TMPDIR/after"
    diff "$BATS_TEST_TMPDIR/before" "$BATS_TEST_TMPDIR/after"
}

@test "programs can't change programs, and nginx's user can't read the databases" {
    local user path
    user=$(awk -F: '$1 == "foobar" { print $3 }' "$root/etc/passwd")
    as() { setpriv --reuid="$1" --regid="$1" --clear-groups -- "${@:2}"; }
    chmod o+x "$BATS_RUN_TMPDIR" "$BATS_FILE_TMPDIR" "$root"
    for path in releases current/cgi-bin current/cgi-bin/health current/bin current/nginx scripts; do
        run ! as "$user" test -w "$root/srv/foobar/$path"
        run ! as 33 test -w "$root/srv/foobar/$path"
    done
    as "$user" test -w "$root/srv/foobar/var/members.db"
    for path in site.db members.db tries.db own backups; do
        run ! as 33 test -r "$root/srv/foobar/var/$path"
    done
    # The log's folder can't be moved away for another, nor a log for a link.
    run ! as "$user" mv "$root/srv/foobar/var/log" "$root/srv/foobar/var/log2"
    run ! as "$user" touch "$root/srv/foobar/var/log/access.log"
    as "$user" touch "$root/srv/foobar/var/new.db"
    rm "$root/srv/foobar/var/new.db"
}

@test "systemd finds no fault in the units, and rates each service under 3.0" {
    local units=() unit
    for unit in "$root"/etc/systemd/system/foobar-*; do
        [ -f "$unit" ] && units+=("${unit##*/}")
    done
    [ "${#units[@]}" -gt 25 ]
    # What they start is there by name.
    local program
    for program in /usr/sbin/nginx /usr/sbin/fcgiwrap /usr/sbin/nft /usr/bin/env /usr/bin/setpriv /bin/kill /bin/sh /bin/sleep /bin/rm \
        /srv/foobar/current/bin/foobar /srv/foobar/current/bin/keeper; do
        mkdir -p "$root${program%/*}"
        [ -e "$root$program" ] || { touch "$root$program"; chmod 755 "$root$program"; }
    done
    run systemd-analyze verify --root="$root" --man=no --recursive-errors=no "${units[@]}"
    run ! grep foobar <<<"$output"
    for unit in "${units[@]}"; do
        [[ "$unit" == *.service ]] || continue
        run -0 systemd-analyze security --offline=yes --threshold=29 --no-pager --root="$root" "$unit"
    done
}

@test "nobody is locked out: the firewall lets in where sshd listens" {
    mkdir -p "$root/etc/ssh/sshd_config.d"
    printf '#Port 22\nPort 2222\nListenAddress 192.0.2.1:2022\n' >"$root/etc/ssh/sshd_config"
    printf 'ListenAddress [2001:db8::1]:2023\nListenAddress 2001:db8::2\n' >"$root/etc/ssh/sshd_config.d/more.conf"
    run -0 foobar install --root "$root"
    grep -q 'tcp dport { 80, 443, 2022, 2023, 2222 } accept' "$root/etc/foobar/firewall.nft"
    rm -r "$root/etc/ssh/sshd_config" "$root/etc/ssh/sshd_config.d"
    run -0 foobar install --root "$root"
    grep -q 'tcp dport { 22, 80, 443 } accept' "$root/etc/foobar/firewall.nft"
    run ! grep 'dport 53' "$root/etc/foobar/firewall.nft"
    run ! grep 'flush ruleset' "$root/etc/foobar/firewall.nft"
}

@test "the command knows what units ask it for" {
    local unit arguments asked=0
    for unit in "$root"/etc/systemd/system/foobar-*.service; do
        arguments=$(sed -n 's#^ExecStart=.*/srv/foobar/current/bin/foobar ##p' "$unit")
        [ -n "$arguments" ] || continue
        case $arguments in
        # In a folder it may only look.
        certificate) arguments="certificate --status --root $root" ;;
        *) arguments="$arguments --data $BATS_TEST_TMPDIR/none" ;;
        esac
        # shellcheck disable=SC2086
        run foobar $arguments
        # Of a server that is none it has much to say, but not how it is used.
        [ "$status" -ne 64 ] || { echo "$unit: foobar $arguments"; echo "$output"; false; }
        asked=$((asked + 1))
    done
    [ "$asked" -ge 8 ]
}

@test "the scripts of units are clean" {
    shellcheck "$root"/usr/local/lib/foobar/*
}

@test "uninstall takes away what install made, and leaves what is the owner's" {
    echo 'print("mine")' >"$root/srv/foobar/scripts/mine"
    run -0 foobar uninstall --root "$root"
    [[ "$output" == *"These stay:"*"/srv/foobar/scripts"* ]]
    [ -e "$root/srv/foobar/scripts/mine" ]
    [ -s "$root/srv/foobar/var/site.db" ]
    [ -d "$root/srv/foobar/backups" ]
    [ -s "$root/etc/foobar/foobar.conf" ]
    [ ! -e "$root/srv/foobar/releases" ]
    [ ! -e "$root/usr/local/bin/foobar" ]
    [ -z "$(find "$root/etc" -name '*foobar*' ! -path '*/etc/foobar*' ! -path '*/sysusers.d/*')" ]
    [ "$(systemctl --root "$root" is-enabled nginx.service)" != masked ]
    run -0 foobar install --root "$root"
    [[ "$output" == *"The server is as it should be."* ]]
}
