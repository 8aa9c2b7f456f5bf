"""lighttpd.py PROGRAMS NGINX LIGHTTPD: asks both servers, on these ports, the same, and compares what they answer."""
import http.client
import json
import os
import re
import subprocess
import sys

programs, nginx, lighttpd = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])

# Of each route that only reads, some addresses.
paths = {
    "archive": ["/archive", "/archive/", "/archive/2024", "/archive/2024/01", "/archive/1999", "/archive/nonsense"],
    "c": ["/c/1", "/c/999", "/c"],
    "export": ["/export", "/export/archive.tar.gz"],
    "fallback": ["/nothing/here", "/2024/02/01/moved.html", "/a%20b?c=%3Cd%3E", "/x.php?p=1", "/fall"],
    "feed": ["/feed", "/feed?format=rss", "/feed/json", "/feed/tags/code"],
    "health": ["/health"],
    "home": ["/", "/?before=1", "/?p=1"],
    "log": ["/log", "/log?before=5"],
    "posts": ["/posts/hello", "/posts/hello/", "/posts/code", "/posts/about", "/posts/none", "/posts", "/posts/a/b", "/posts/%C3%A9"],
    "revisions": ["/revisions/1", "/revisions"],
    "search": ["/search", "/search?q=hello", "/search?q=%22a+b%22+-c", "/search?q=%3Cb%3E"],
    "sitemap": ["/sitemap.xml"],
    "stats": ["/stats"],
    "status": ["/status"],
    "tags": ["/tags", "/tags/code", "/tags/none", "/tags?after=b"],
    "users": ["/users", "/users/none", "/users/ann"],
}
# Headers that differ by nature.
by_server = {
    "date": "the clock of each",
    "server": "the name of each",
    "connection": "how each keeps its connection",
    "keep-alive": "the same",
    "transfer-encoding": "whether it hands on a body without a length in pieces",
    "accept-ranges": "what it offers for files",
    "vary": "nginx may compress, and says so",
}
# What nginx adds where the program has not set its own (nginx/headers.conf).
added = {
    "x-content-type-options": "nosniff", "referrer-policy": "strict-origin-when-cross-origin",
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self' https:; form-action 'self'; "
                               "base-uri 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def ask(port, method, path, headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, headers={"Host": "www.example.org"} | headers)
    answer = connection.getresponse()
    body = answer.read()
    fields = sorted((name.lower(), value) for name, value in answer.getheaders() if name.lower() not in by_server)
    connection.close()
    # nginx gives each request an id, which pages of errors name; lighttpd has none to give.
    if len(named := re.split(rb"(Request <code>)(?:[0-9a-f]{32}|-)</code>", body)) > 1:
        body = b"".join(named)
        fields = [field for field in fields if field[0] != "content-length"]
    return answer.status, fields, body


def compare(method, path, headers={}):
    one, two = ask(nginx, method, path, headers), ask(lighttpd, method, path, headers)
    missing = [field for field in one[1] if field not in two[1] and added.get(field[0]) == field[1]]
    one = (one[0], [field for field in one[1] if field not in missing], one[2])
    if not missing:
        sys.exit(f"{path}: nginx adds no header; this test looks at something else.")
    if one != two:
        sys.exit(f"{method} {path} {headers}\nnginx:    {one[:2]}\nlighttpd: {two[:2]}\n"
                 f"bodies {'differ' if one[2] != two[2] else 'are the same'}: {one[2][:300]}\n{two[2][:300]}")
    return two


declared = {}
for name in os.listdir(programs):
    path = os.path.join(programs, name)
    if "." not in name and os.access(path, os.X_OK) and open(path, "rb").read(2) != b"#!":
        answer = subprocess.run([path, "--route"], env={}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        if answer.returncode == 0:
            declared[name] = json.loads(answer.stdout)
reading = {name for name, route in declared.items() if set(route["methods"]) <= {"GET", "HEAD"}}
if reading - paths.keys():
    sys.exit(f"No address of {reading - paths.keys()} is asked for here.")

count, statuses = 0, set()
for name, addresses in paths.items():
    for address in addresses:
        status, fields, body = compare("GET", address)
        statuses.add(status)
        compare("HEAD", address)
        tag = dict(fields).get("etag")
        if tag and compare("GET", address, {"If-None-Match": tag})[0] != 304:
            sys.exit(f"{address} is sent again to who has it.")
        count += 2 + bool(tag)
    count += 1
    if compare("DELETE", addresses[0])[0] not in (404, 405):
        sys.exit(f"{addresses[0]} takes DELETE.")
if not {200, 302, 303, 404} <= statuses:
    sys.exit(f"Only these were answered: {statuses}")
print(f"{count} answers are the same.")
