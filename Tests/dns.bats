#!/usr/bin/env bats
# `foobar dns`, and nginx's configuration for production: redirects, TLS, who is turned away. Tests/drawing has all of it together.
load server

setup() {
    at=$BATS_TEST_TMPDIR
    processes=()
}

teardown() {
    [ ${#processes[@]} -eq 0 ] || { kill "${processes[@]}" && wait "${processes[@]}"; } || true
}

zone() { "$foobar" dns --domain foobar.com --address 192.0.2.1 "$@" 2>/dev/null; }

@test "the zone, for a provider: a record a line, nothing left out" {
    diff - <(zone) <<'EOF'
foobar.com.      3600  IN  A      192.0.2.1
www.foobar.com.  3600  IN  CNAME  foobar.com.
foobar.com.      3600  IN  CAA    0 issue "letsencrypt.org"
EOF
    diff - <(zone --address6 2001:DB8:0::8 --mail here) <<'EOF'
foobar.com.         3600  IN  A      192.0.2.1
foobar.com.         3600  IN  AAAA   2001:db8::8
www.foobar.com.     3600  IN  CNAME  foobar.com.
foobar.com.         3600  IN  CAA    0 issue "letsencrypt.org"
foobar.com.         3600  IN  MX     10 foobar.com.
foobar.com.         3600  IN  TXT    "v=spf1 a -all"
_dmarc.foobar.com.  3600  IN  TXT    "v=DMARC1; p=quarantine"
EOF
    [ "$(zone --mail no | grep -E 'MX|spf1' | awk '{ print $4, $5, $6, $7 }')" = "MX 0 . 
TXT \"v=spf1 -all\" " ]
    zone --mail _spf.relay.example | grep -q '"v=spf1 include:_spf.relay.example -all"'
    for mail in here no spf.relay.example; do
        { echo 'foobar.com. 3600 IN SOA ns.example.net. me.example.net. 1 2 3 4 5'; echo 'foobar.com. 3600 IN NS ns.example.net.'
            zone --address6 2001:db8::8 --mail "$mail"; } >"$at/zone"
        nsd-checkzone foobar.com "$at/zone"
    done
}

@test "a name or an address that is none: one sentence" {
    refused() {
        run "$foobar" dns "${@:2}"
        [ "$status" -ne 0 ]
        [[ $output == *"$1"* ]] || { echo "$output"; false; }
    }
    refused "\`www.foobar.com\` is the site's host: name the domain alone, foobar.com." --domain www.foobar.com --address 192.0.2.1
    refused "one has a dot" --domain foobar --address 192.0.2.1
    refused "two dots stand together" --domain foobar..com --address 192.0.2.1
    refused "\`-x\` is not 1 to 63" --domain=-x.com --address 192.0.2.1
    refused "is an address" --domain 192.0.2.1 --address 192.0.2.1
    refused "no IPv4 address" --domain foobar.com --address 192.0.2.256
    refused "no IPv6 address" --domain foobar.com --address6 2001:db8::g
    refused "At which address" --domain foobar.com
    refused "no name or address of a server" --domain foobar.com --address 192.0.2.1 --check --at '+x'
    "$foobar" dns --domain Bücher.example --address 192.0.2.1 | grep -q '^www.xn--bcher-kva.example. '
}

# name_server: NSD on a free port, with the zone in $at/zone.
name_server() {
    port=$(free_port)
    cat >"$at/nsd.conf" <<EOF
server:
    ip-address: 127.0.0.1@$port
    username: ""
    zonesdir: $at
    database: ""
    pidfile: ""
    xfrdfile: ""
    xfrdir: $at
    zonelistfile: $at/zone.list
remote-control:
    control-enable: no
zone:
    name: foobar.com
    zonefile: zone
EOF
    nsd -d -c "$at/nsd.conf" >"$at/nsd.log" 2>&1 3>&- &
    processes+=($!)
    local tries
    for tries in {1..50}; do
        if dig +time=1 +tries=1 -p "$port" @127.0.0.1 foobar.com SOA 2>/dev/null | grep -q 'flags:.* aa'; then return 0; fi
        sleep 0.1
    done
    echo "NSD does not answer (try $tries):"
    cat "$at/nsd.log"
    return 1
}

serve_zone() {
    { echo 'foobar.com. 60 IN SOA ns.example.net. me.example.net. 1 2 3 4 5'; echo 'foobar.com. 60 IN NS ns.example.net.'; cat; } >"$at/zone"
    name_server
}

check() {
    run "$foobar" dns --check --at "127.0.0.1#$port" --domain foobar.com --address 192.0.2.1 "$@"
}

@test "--check: a zone that is as printed" {
    serve_zone < <(zone --address6 2001:db8::8 --mail here)
    check --address6 2001:db8::8 --mail here
    echo "$output"
    [ "$status" -eq 0 ]
    [ "$(grep -c '^ok ' <<<"$output")" = 7 ]
    [[ $output == *"The world sees all of it."* ]]
}

@test "--check: what is wrong, record by record, and what to do" {
    serve_zone <<'EOF'
foobar.com. 60 IN A 192.0.2.1
foobar.com. 60 IN A 192.0.2.9
foobar.com. 60 IN AAAA 2001:db8::9
foobar.com. 60 IN CAA 0 issue "other.example"
foobar.com. 60 IN TXT "some other word"
EOF
    check --mail here
    echo "$output"
    [ "$status" -eq 1 ]
    [[ $output == *"also has 192.0.2.9; take that away."* ]]
    [[ $output == *"leads to 2001:db8::9; take it away, or say --address6 if that is the server."* ]]
    [[ $output == *"missing  www.foobar.com CNAME foobar.com."* ]]
    [[ $output == *'has 0 issue "other.example"; put 0 issue "letsencrypt.org" in its place.'* ]]
    [[ $output == *'missing  foobar.com TXT "v=spf1 a -all"'* ]]
    [[ $output != *"The world sees"* ]]
}

@test "--check: a www with the root's addresses is as good; a name server that is silent, or has another zone, is told of" {
    serve_zone <<'EOF'
foobar.com. 60 IN A 192.0.2.1
www.foobar.com. 60 IN A 192.0.2.1
foobar.com. 60 IN CAA 0 issue "letsencrypt.org"
EOF
    check
    [ "$status" -eq 0 ]
    run "$foobar" dns --check --at "127.0.0.1#$port" --domain example.com --address 192.0.2.1
    [ "$status" -eq 1 ]
    [[ $output == *"127.0.0.1 does not serve example.com"* ]]
    port=$(free_port)
    check
    [ "$status" -eq 1 ]
    [[ $output == *"127.0.0.1 does not answer."* ]]
}

# make_production: a server's files in $at/root, with one program; all that nginx's configuration names is there.
make_production() {
    root=$at/root
    mkdir -p "$root/etc/foobar" "$root/srv/foobar/current/cgi-bin" "$root/srv/foobar/scripts" "$root/srv/foobar/var/log" \
        "$root/run/foobar" "$root/var/cache/foobar" "$root/var/lib/foobar/acme/.well-known/acme-challenge"
    chmod 755 "$at" "$root"
    cp -r "$checkout/nginx" "$checkout/htdocs" "$root/srv/foobar/current/"
    mkdir -p "$root/srv/foobar/current/tools"
    cp "$checkout/.build/tools/confine" "$root/srv/foobar/current/tools/"
    for name in home fallback; do cp "$checkout/Tests/programs/environment" "$root/srv/foobar/current/cgi-bin/$name"; done
    cp "$checkout/Tests/programs/environment" "$root/srv/foobar/scripts/mine"
    echo 'domain = foobar.com' >"$root/etc/foobar/foobar.conf"
    echo words >"$root/var/lib/foobar/acme/.well-known/acme-challenge/question"
}

# certify: a certificate of a root that only this test knows.
certify() {
    local folder=$root/etc/letsencrypt/live/foobar.com
    mkdir -p "$folder"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days "${1-90}" -subj /CN=foobar.com \
        -addext subjectAltName=DNS:foobar.com,DNS:www.foobar.com -keyout "$folder/privkey.pem" -out "$folder/fullchain.pem" 2>/dev/null
    cp "$folder/fullchain.pem" "$folder/chain.pem"
}

# start_production: nginx on free ports, which are the only ones that it may not know of.
start_production() {
    "$foobar" certificate --installed --root "$root"
    http=$(free_port) https=$(free_port)
    local conf=$root/etc/foobar/nginx
    sed -i -E "s#(/srv/foobar|/run/foobar|/var/cache/foobar|/var/lib/foobar|/etc/letsencrypt)#$root\1#g
        s#listen 80#listen 127.0.0.1:$http#; s#listen 443#listen 127.0.0.1:$https#; /listen \[::\]/d
        s#^user .*#$([ "$(id -u)" != 0 ] || echo 'user root root;')#" "$conf"/*.conf
    nginx -t -q -e stderr -c "$conf/nginx.conf"
    (cd "$root/run/foobar" && PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin exec fcgiwrap -f -s unix:quick.sock) 2>/dev/null 3>&- &
    processes+=($!)
    nginx -e stderr -c "$conf/nginx.conf" -g 'daemon off;' >"$at/nginx.log" 2>&1 3>&- &
    processes+=($!)
    local tries
    for tries in {1..100}; do
        if [ -S "$root/run/foobar/quick.sock" ] && curl --silent -o /dev/null "http://127.0.0.1:$http/"; then return 0; fi
        sleep 0.05
    done
    echo "nginx does not answer (try $tries):"
    cat "$at/nginx.log"
    return 1
}

# visit CURL_OPTION...: as the world reaches the server, by its ports 80 and 443.
visit() {
    curl --silent --show-error --max-time 10 --cacert "$root/etc/letsencrypt/live/foobar.com/fullchain.pem" \
        --connect-to ":80:127.0.0.1:$http" --connect-to ":443:127.0.0.1:$https" "$@"
}
where() { visit --output /dev/null --location --write-out '%{http_code} %{num_redirects} %{url_effective}' "$@"; }

@test "before the first certificate the site answers by HTTP, and TLS is refused" {
    make_production
    certify
    rm "$root"/etc/letsencrypt/live/foobar.com/privkey.pem
    start_production
    [ "$(where http://www.foobar.com/)" = "200 0 http://www.foobar.com/" ]
    [ "$(where 'http://foobar.com/a%20b?c=d&e')" = "200 1 http://www.foobar.com/a%20b?c=d&e" ]
    [ "$(visit http://foobar.com/.well-known/acme-challenge/question)" = words ]
    [ "$(visit http://www.foobar.com/.well-known/acme-challenge/question)" = words ]
    [[ $(visit https://www.foobar.com/ 2>&1) == *"unrecognized name"* ]]
    run "$foobar" certificate --status --root "$at/nothing"
    [ "$status" -ne 0 ]
    [[ $output == *"foobar install --domain"* ]]
}

@test "each address of the site ends on the canonical one by one redirect" {
    make_production
    certify
    start_production
    local url
    for url in http://foobar.com http://www.foobar.com https://foobar.com; do
        [ "$(where "$url/a%20b/?c=d%26&e")" = "200 1 https://www.foobar.com/a%20b/?c=d%26&e" ]
    done
    [ "$(where "https://www.foobar.com/a%20b/?c=d%26&e")" = "200 0 https://www.foobar.com/a%20b/?c=d%26&e" ]
    # Other ways to write the name are other pages to whoever keeps them.
    local name
    for name in WWW.foobar.com www.foobar.com. www.foobar.com:8443; do
        [ "$(visit -o /dev/null -w '%{http_code} %{redirect_url}' -H "Host: $name" 'https://www.foobar.com/a?b')" = "301 https://www.foobar.com/a?b" ]
    done
    visit -I https://foobar.com/ | grep -qi '^strict-transport-security: max-age=63072000'
    visit -I https://www.foobar.com/ | grep -qi '^strict-transport-security: max-age=63072000'
    [[ $(visit -I http://www.foobar.com/) != *[Ss]trict-[Tt]ransport-[Ss]ecurity* ]]
    visit https://www.foobar.com/ | variables HTTPS on SERVER_NAME www.foobar.com SERVER_PORT "$https" HTTP_HOST www.foobar.com \
        FOOBAR_DATA "$root/srv/foobar/var" FOOBAR_TOOLS "$root/srv/foobar/current/tools"
    # The authority asks by HTTP, on each name; what it did not put there is nowhere.
    [ "$(visit http://foobar.com/.well-known/acme-challenge/question)" = words ]
    [ "$(visit http://www.foobar.com/.well-known/acme-challenge/question)" = words ]
    [ "$(visit -w '%{http_code}' http://foobar.com/.well-known/acme-challenge/other)" = $'There is no such challenge.\n404' ]
}

@test "who asks for another name, or for none, gets nothing of the site" {
    make_production
    certify
    start_production
    nothing=$'There is no site of this name here.\n421'
    [ "$(visit -w '%{http_code}' http://example.com/)" = "$nothing" ]
    [ "$(visit -w '%{http_code}' http://192.0.2.1/)" = "$nothing" ]
    [[ $(visit https://example.com/ 2>&1) == *"unrecognized name"* ]]
    # The name in TLS is ours, the one in the request is not.
    [ "$(visit -w '%{http_code}' -H 'Host: example.com' https://www.foobar.com/)" = "$nothing" ]
    [ ! -s "$root/srv/foobar/var/log/access.log" ]
}

@test "the owner's scripts answer beside the release's programs, and take none's place" {
    make_production
    certify
    cp "$checkout/cgi-bin/health" "$root/srv/foobar/current/cgi-bin/"
    printf '#!/bin/sh\nprintf "Content-Type: text/plain\\n\\nnot the site"\n' >"$root/srv/foobar/scripts/home"
    chmod +x "$root/srv/foobar/scripts/home"
    start_production
    visit https://www.foobar.com/mine/x | variables SCRIPT_FILENAME "$root/srv/foobar/scripts/mine" PATH_INFO /x
    visit https://www.foobar.com/ | variables SCRIPT_FILENAME "$root/srv/foobar/current/cgi-bin/home"
    visit https://www.foobar.com/nobody | variables SCRIPT_FILENAME "$root/srv/foobar/current/cgi-bin/fallback"
    # The site's health locks itself; a script that has its name, once it is gone, is not trusted to.
    [ "$(visit https://www.foobar.com/health -o /dev/null -w '%{http_code}')" = 503 ]
    rm "$root/srv/foobar/current/cgi-bin/health"
    cp "$checkout/Tests/programs/environment" "$root/srv/foobar/scripts/health"
    visit https://www.foobar.com/health | grep -q '"TMPDIR": "/tmp/foobar-'
}

@test "TLS as Mozilla's intermediate profile has it" {
    make_production
    certify
    start_production
    shakes() { openssl s_client -connect "127.0.0.1:$https" -servername www.foobar.com "$@" </dev/null 2>&1 | tr -d '\0'; }
    [[ $(shakes -tls1_3) == *"New, TLSv1.3, Cipher is TLS_"* ]]
    [[ $(shakes -tls1_2) == *"New, TLSv1.2, Cipher is ECDHE-ECDSA-AES"* ]]
    [[ $(shakes -tls1_1 -cipher DEFAULT@SECLEVEL=0) == *"Cipher is (NONE)"* ]]
    [[ $(shakes -tls1_2 -cipher ECDHE-ECDSA-AES128-SHA256) == *"Cipher is (NONE)"* ]]
    [[ $(shakes -tls1_2 -cipher ECDHE-ECDSA-CHACHA20-POLY1305) == *"Cipher is ECDHE-ECDSA-CHACHA20-POLY1305"* ]]
    [[ $(shakes -groups X25519) == *"Server Temp Key: X25519"* ]]
    [[ $(shakes -tls1_2) != *"TLS session ticket:"* ]]
    [[ $(shakes -alpn h2) == *"ALPN protocol: h2"* ]]
    [ "$(visit -o /dev/null -w '%{http_version} %{ssl_verify_result}' https://www.foobar.com/)" = "2 0" ]
}

@test "a certificate's state, and what to do" {
    make_production
    run "$foobar" certificate --status --root "$root"
    [ "$status" -eq 1 ]
    [[ $output == *"The site answers by HTTP until there is one"* ]]
    certify 30
    run "$foobar" certificate --status --root "$root"
    [ "$status" -eq 0 ]
    [[ $output == *"The certificate for foobar.com, www.foobar.com is from CN = foobar.com."*"in 29 days."* ]]
    echo 'domain = example.com' >"$root/etc/foobar/foobar.conf"
    mv "$root/etc/letsencrypt/live/foobar.com" "$root/etc/letsencrypt/live/example.com"
    run "$foobar" certificate --status --root "$root"
    [ "$status" -eq 1 ]
    [[ $output == *"It is not for example.com and www.example.com"* ]]
}

@test "OCSP is stapled where the certificate names a responder" {
    make_production
    local folder=$root/etc/letsencrypt/live/foobar.com responder
    responder=$(free_port)
    mkdir -p "$folder"
    key=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2)
    openssl req -x509 "${key[@]}" -subj /CN=authority -keyout "$at/ca.key" -out "$folder/chain.pem" 2>/dev/null
    openssl req -x509 "${key[@]}" -subj /CN=foobar.com -CA "$folder/chain.pem" -CAkey "$at/ca.key" \
        -addext subjectAltName=DNS:foobar.com,DNS:www.foobar.com -addext basicConstraints=critical,CA:FALSE \
        -addext "authorityInfoAccess=OCSP;URI:http://127.0.0.1:$responder/" -keyout "$folder/privkey.pem" -out "$at/own.pem" 2>/dev/null
    cat "$at/own.pem" "$folder/chain.pem" >"$folder/fullchain.pem"
    printf 'V\t491231235959Z\t\t%s\tunknown\t/CN=foobar.com\n' "$(openssl x509 -noout -serial -in "$at/own.pem" | cut -d= -f2)" >"$at/index"
    openssl ocsp -index "$at/index" -port "$responder" -rsigner "$folder/chain.pem" -rkey "$at/ca.key" -CA "$folder/chain.pem" >/dev/null 2>&1 3>&- &
    processes+=($!)
    start_production
    grep -q 'ssl_stapling_verify on;' "$root/etc/foobar/nginx/secure.conf"
    # nginx asks the responder when somebody asks nginx.
    local tries
    for tries in {1..50}; do
        if openssl s_client -connect "127.0.0.1:$https" -servername www.foobar.com -status </dev/null 2>/dev/null \
            | grep -q 'OCSP Response Status: successful'; then return 0; fi
        sleep 0.1
    done
    echo "nothing is stapled (try $tries)"
    cat "$at/nginx.log"
    false
}
