#!/usr/bin/env bats
# Which program answers a path, and what it is told (RFC 3875).
load server

setup() {
    make_home
    start_server
}

teardown() {
    stop_server
}

# routed PATH PROGRAM SCRIPT_NAME PATH_INFO [QUERY_STRING]
routed() {
    echo "$1"
    get "$1" | variables '(program)' "$2" SCRIPT_NAME "$3" PATH_INFO "$4" QUERY_STRING "${5-}"
}

@test "the first segment names the program, the rest is PATH_INFO" {
    routed / home '' /
    routed /posts posts /posts ''
    routed /posts/ posts /posts /
    routed /posts/hello posts /posts /hello
    routed '/posts/a/b/c?x=1&y=%20' posts /posts /a/b/c 'x=1&y=%20'
    routed /sitemap.xml sitemap /sitemap.xml ''
    routed /sitemap/1 sitemap /sitemap /1
}

@test "/cgi-bin/NAME is the same as /NAME" {
    routed /cgi-bin/posts/hello posts /posts /hello
    routed /cgi-bin/home home /home ''
}

@test "PATH_INFO is decoded, and free of dots" {
    routed /posts/caf%C3%A9 posts /posts /café
    routed /%70osts/a%20b posts /posts '/a b'
    routed /posts/a/../b/./c//d posts /posts /b/c/d
    routed /posts/a%2Fb posts /posts /a/b
    routed $'/posts/a%0Ab' posts /posts $'/a\nb'
    routed /x/../posts/y posts /posts /y
}

@test "what names no program is for the fallback, with the whole path and the query" {
    routed '/nope/x?a=b' fallback '' /nope/x a=b
    routed /cgi-bin/nope/x fallback '' /cgi-bin/nope/x
    routed /cgi-bin/ fallback '' /cgi-bin/
    routed /cgi-bin fallback '' /cgi-bin
    routed /fallback/x fallback '' /fallback/x
    routed /SITEMAP.XML fallback '' /SITEMAP.XML
    routed /errors/404.html fallback '' /errors/404.html
    routed /.git/config fallback '' /.git/config
}

@test "names with dots, slashes or odd bytes choose no program" {
    cp "$home/cgi-bin/posts" "$home/cgi-bin/posts.py"
    cp "$home/cgi-bin/posts" "$home/cgi-bin/.hidden"
    cp "$home/cgi-bin/posts" "$home/cgi-bin/-posts"
    mkdir -p "$home/cgi-bin/folder"
    cp "$home/cgi-bin/posts" "$home/cgi-bin/folder/inner"
    routed /posts.py/x fallback '' /posts.py/x
    routed /.hidden fallback '' /.hidden
    routed /-posts fallback '' /-posts
    routed /folder fallback '' /folder
    routed /folder/inner fallback '' /folder/inner
    routed /folder%2Finner fallback '' /folder/inner
    routed '/posts%0A' fallback '' $'/posts\n'
    routed /posts%20 fallback '' '/posts '
    routed '/posts%3Bx' fallback '' '/posts;x'
    # U+017F, which a case-blind comparison takes for an s
    routed /po%C5%BFts fallback '' '/poſts'
    [ "$(status /posts%00)" = 400 ]
    [ "$(status /../posts)" = 400 ]
}

@test "a program answers from the moment it is there, and no longer" {
    get /fresh | variables '(program)' fallback
    program fresh <<<$'#!/bin/sh\nprintf "Content-Type: text/plain\\n\\nfresh from a shell"'
    [ "$(get /fresh)" = 'fresh from a shell' ]
    [ "$(get /cgi-bin/fresh/x)" = 'fresh from a shell' ]
    chmod -x "$home/cgi-bin/fresh"
    get /fresh | variables '(program)' fallback
    chmod +x "$home/cgi-bin/fresh"
    [ "$(get /fresh)" = 'fresh from a shell' ]
    rm "$home/cgi-bin/fresh"
    get /fresh | variables '(program)' fallback
}

@test "what a program writes is not cached unless it says so" {
    program clock <<<$'#!/bin/sh\nprintf "Content-Type: text/plain\\n\\n"; date +%N'
    [ "$(get /clock)" != "$(get /clock)" ]
}

@test "files come before programs, folders and hidden files do not" {
    rm "$home/htdocs"
    mkdir -p "$home/htdocs/posts" "$home/htdocs/.well-known" "$home/htdocs/errors"
    echo 'a file' >"$home/htdocs/robots.txt"
    echo 'secret' >"$home/htdocs/.htpasswd"
    echo 'known' >"$home/htdocs/.well-known/security.txt"
    cp "$home/htdocs/robots.txt" "$home/htdocs/sitemap"
    [ "$(get /robots.txt)" = 'a file' ]
    [ "$(get /sitemap)" = 'a file' ]
    [ "$(get /.well-known/security.txt)" = known ]
    routed /posts posts /posts ''
    routed /.htpasswd fallback '' /.htpasswd
    [ "$(status /robots.txt --data x)" = 405 ]
}

@test "programs get the variables of RFC 3875" {
    answer=$(get '/posts/x?a=b' --header 'User-Agent: tester' --header 'Content-Type: text/odd' --data-binary 12345)
    echo "$answer"
    variables <<<"$answer" \
        GATEWAY_INTERFACE CGI/1.1 \
        REQUEST_METHOD POST \
        SERVER_PROTOCOL HTTP/1.1 \
        SERVER_NAME localhost \
        SERVER_PORT "$port" \
        REMOTE_ADDR 127.0.0.1 \
        REMOTE_HOST 127.0.0.1 \
        CONTENT_LENGTH 5 \
        CONTENT_TYPE text/odd \
        PATH_TRANSLATED "$home/htdocs/x" \
        SCRIPT_FILENAME "$home/cgi-bin/posts" \
        FOOBAR_DATA "$data" \
        HTTP_USER_AGENT tester \
        HTTP_PROXY '(unset)' \
        HTTP_CONTENT_LENGTH '(unset)' \
        HTTP_CONTENT_TYPE '(unset)' \
        HTTPS '(unset)' \
        REMOTE_USER '(unset)' \
        AUTH_TYPE '(unset)'
    [[ $answer =~ '"REQUEST_ID": "'[0-9a-f]{32}'"' ]]
    get /posts | variables CONTENT_LENGTH '(unset)'
    get /posts --user alice:secret | variables REMOTE_USER '(unset)'
    # A client that names its own host changes nothing that the server says of itself.
    get /posts --header 'Host: evil.example' | variables SERVER_NAME localhost
    get /posts --header 'Cookie: a=1' --header 'Cookie: b=2' | variables HTTP_COOKIE 'a=1; b=2'
}

@test "nginx and 'foobar request' agree about every path" {
    program upper_Case-9 <"$checkout/Tests/programs/environment"
    while read -r target; do
        served=$(get "$target" --user-agent '' --header 'Accept:' --header "Host: localhost:$port")
        alone=$("$foobar" request GET "http://localhost:$port$target" --data "$data")
        python3 - "$served" "$alone" <<'PYTHON' || { echo "$target"; false; }
import json, sys
served, alone = map(json.loads, sys.argv[1:])
for differs in ["REQUEST_ID", "REMOTE_PORT", "PWD", "LANG", "SHLVL", "_", "LC_CTYPE", "TMPDIR"]:
    served.pop(differs, None), alone.pop(differs, None)
for name in sorted(set(served) | set(alone)):
    if served.get(name) != alone.get(name):
        sys.exit(f"{name}: nginx {served.get(name)!r}, request {alone.get(name)!r}")
PYTHON
    done <<'TARGETS'
/
/?p=12
/posts
/posts/
/posts/hello?a=b&c=%20d
/posts/a%20b/%C3%A9
/posts//a/./b/../c
/posts/a/..
/posts/a/.
/posts/%2e%2e/sitemap.xml
/posts/a%2Fb%3Fc%23d%25
/cgi-bin/posts/hello
/cgi-bin/cgi-bin/posts
/cgi-bin/home/
/cgi-bin/
/cgi-bin
/cgi-bin/fallback
/home
/home/x
/sitemap.xml
/sitemap.xml/
/sitemap/1
/SITEMAP.XML
/fallback/x
/upper_Case-9/x
/upper_case-9/x
/_posts
/nope/x?y
/posts.py
/posts%0A
/posts/%0A
/.git/x
/errors/404.html
/posts?
/posts+x
/posts/a+b
TARGETS
}
