#!/usr/bin/env bats
# Every example of the two READMEs, as it stands there, in a site of its own: Tests/guide.py reads the Markdown.
load server

# The site's folder as a newcomer finds it, with `foobar` as she calls it. What a build would take minutes for is done
# here by less: `serve` finds them served, `test` runs what is in the newcomer's own Tests/, `bench` and `fuzz` tell what they
# would do, and `logs -f` follows for a second.
setup() {
    make_home
    rm "$home/cgi-bin"/*
    local name
    for name in "$checkout"/cgi-bin/*; do ln -s "$name" "$home/cgi-bin/"; done
    # The guide adds to it.
    rm "$home/cgi-bin/scripts.conf"
    cp "$checkout/cgi-bin/scripts.conf" "$home/cgi-bin/"
    mkdir -p "$home/Tests" "$home/Sources/cgi-bin" "$home/var"
    ln -s "$checkout/Tests/cgi.bash" "$checkout/Tests/select" "$home/Tests/"
    [ ! -e "$checkout/.build-tools" ] || ln -s "$checkout/.build-tools" "$home/"
    cp "$checkout/Package.swift" "$home/"
    data=$home/var
    cat >"$home/foobar" <<SH
#!/bin/bash
set -euo pipefail
export FOOBAR_HOME='$home'
case \${1-} in
serve) exit 0 ;;
bench | fuzz) exec "$foobar" "\$1" --help ;;
logs) timeout 1 "$foobar" "\$@" || [ \$? -eq 124 ] ;;
test)
    for name in "\${@:2}"; do
        if [ -d "$home/Sources/cgi-bin/\$name" ]; then "$checkout/Tests/compile-route" "$home" "\$name"; fi
        if [ -e "$home/Tests/\$name.bats" ]; then
            env --ignore-environment PATH='/usr/local/bin:/usr/bin:/bin' HOME="\$HOME" bats "$home/Tests/\$name.bats"
        else
            # The site's own run by themselves; they must be there.
            [ -e "$checkout/Tests/\$name.bats" ] || [ -d "$checkout/Tests/\$name" ] || grep -rq "struct \$name\b" "$checkout/Tests" || exit 1
        fi
    done
    ;;
*) exec "$foobar" "\$@" ;;
esac
SH
    chmod +x "$home/foobar"
}

teardown() {
    stop_server
}

@test "the guide for script authors is true" {
    mkdir "$BATS_TEST_TMPDIR/posts"
    printf -- '---\ntitle: Hello\ndate: 2020-01-01\nauthor: Ann\n---\nWords.\n' >"$BATS_TEST_TMPDIR/posts/hello.md"
    "$foobar" import "$BATS_TEST_TMPDIR/posts" --data "$data" >/dev/null
    start_server
    python3 "$checkout/Tests/guide.py" "$home" "$port" cgi-bin/README.md
}

@test "the README is true" {
    ln -s "$checkout/Tests/fixtures/markdown" "$home/PATH"
    "$foobar" user add ann --email ann@example.org --role owner --data "$data" >/dev/null
    start_server
    # Too long for here; that they can be run is all.
    local name
    for name in scale sanitize kill powerloss attack replica debian drawing deployments doctor; do
        ln -s /bin/true "$home/Tests/$name"
        [ -x "$checkout/Tests/$name" ]
    done
    python3 "$checkout/Tests/guide.py" "$home" "$port" README.md
}
