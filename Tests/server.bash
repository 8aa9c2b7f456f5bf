# For bats: a real `foobar serve` on a free port, with programs of the test's own.
#
#   load server
#   setup()    { make_home; program hello <<<'...'; start_server; }
#   teardown() { stop_server; }
#
# A home is a folder that looks like the site's, with its own cgi-bin/ and data; all else in it leads to
# the real one. FOOBAR_HOME names it to the command.

checkout=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
foobar=$checkout/.build/release/foobar

# Makes a home in which every route is Tests/programs/environment, which prints what it got.
make_home() {
    home=$BATS_TEST_TMPDIR/home
    data=$BATS_TEST_TMPDIR/data
    mkdir -p "$home/cgi-bin"
    ln -s "$checkout/nginx" "$checkout/htdocs" "$checkout/.build" "$home/"
    local name
    for name in home posts sitemap fallback; do
        cp "$checkout/Tests/programs/environment" "$home/cgi-bin/$name"
    done
    export FOOBAR_HOME=$home
}

# Makes a program of standard input.
program() {
    cat >"$home/cgi-bin/.$1.new"
    chmod +x "$home/cgi-bin/.$1.new"
    mv "$home/cgi-bin/.$1.new" "$home/cgi-bin/$1"
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# start_server [OPTION...]: starts the server, with more options of `foobar serve`, and waits until it says where it is.
start_server() {
    port=$(free_port)
    url=http://127.0.0.1:$port
    log=$BATS_TEST_TMPDIR/serve.$port.log
    : >"$log"
    # bats waits for whoever holds its descriptor 3.
    "$foobar" serve --no-build --port "$port" --data "$data" "$@" >"$log" 2>&1 3>&- &
    server=$!
    local tries
    for tries in {1..200}; do
        if grep -q 'The site is at' "$log"; then return 0; fi
        if ! kill -0 "$server" 2>/dev/null; then break; fi
        sleep 0.05
    done
    echo "The server did not start (try $tries):"
    cat "$log"
    return 1
}

# Ends it as Ctrl-C would, and shows what it said where the test failed.
stop_server() {
    [ -z "${server-}" ] || { kill -INT "$server" 2>/dev/null && wait "$server"; } || true
    server=
    [ ! -e "${log-}" ] || cat "$log"
}

# The processes that serve $data, one pid a line.
processes() {
    pgrep -f -- "$data" || true
}

# get PATH [CURL OPTION...]: the body of an answer.
get() {
    curl --silent --show-error --max-time 20 --path-as-is "${@:2}" "$url$1"
}

# status PATH [CURL OPTION...]: its status alone.
status() {
    curl --silent --max-time 20 --path-as-is --output /dev/null --write-out '%{http_code}' "${@:2}" "$url$1"
}

# variables NAME VALUE...: the answer of Tests/programs/environment on standard input has these; `(unset)`
# stands for a variable that it has not.
variables() {
    python3 -c '
import json, sys
text = sys.stdin.read()
try:
    answer = json.loads(text)
except ValueError:
    sys.exit("no answer of Tests/programs/environment: " + text)
wanted = iter(sys.argv[1:])
wrong = [(name, answer.get(name, "(unset)"), value)
         for name, value in zip(wanted, wanted) if answer.get(name, "(unset)") != value]
sys.exit("\n".join("%s is %r and should be %r" % each for each in wrong) or None)' "$@"
}
