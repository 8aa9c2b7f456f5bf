"""Readers and writers of a site that is deployed meanwhile: visitors.py SITE_DATA MADE_RELEASES. They go on until standard
input ends, and print what they saw as JSON. No answer may be another than it should be:

- a page is byte for byte what it was at the start, but for the fingerprint of the style sheet that it names;
- that address has the bytes that it had in the release whose fingerprint it is;
- a comment that was acknowledged is in the database, once.

A connection that is kept alive may be closed between two answers, as nginx does after a reload; then a browser asks again,
and so do readers here. Writers have a connection for each request: none may fail."""
import http.client, json, os, random, re, ssl, sys, threading, time
from collections import Counter
from browser import OURS, Site, token

data, made = sys.argv[1:3]
site = Site("", data)
host = "www.example.org"
paths = ["/", "/posts/post-1", "/posts/post-40", "/tags", "/feed", "/there-is-no-such-page"]
version = re.compile(rb"\?v=([0-9a-z]+)")
# Whether a certificate is the newest is not for them to say.
trusting = ssl.create_default_context()
trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
over, lock = threading.Event(), threading.Lock()
seen, faults, acknowledged, slowest, talks = Counter(), [], {}, [0.0], []


def fault(words):
    with lock:
        faults.append(f"{time.strftime('%H:%M:%S')} {words}")


def style_sheets():
    """The bytes of each release's style sheet, by its fingerprint."""
    sheets = {}
    for name in os.listdir(made):
        path = f"{made}/{name}/htdocs/style.css"
        if not os.path.exists(path):
            continue
        status, digits = os.stat(path), ""
        number = int(status.st_mtime) << 20 ^ status.st_size
        while number:
            number, digit = divmod(number, 36)
            digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
        with open(path, "rb") as file:
            sheets[digits.encode()] = file.read()
    return sheets


def connect(timeout):
    return http.client.HTTPSConnection(host, timeout=timeout, context=trusting)


def ask(connection, path, headers):
    connection.request("GET", path, headers={"Host": host, **headers})
    response = connection.getresponse()
    return response.status, response.read()


class Reader:
    def __init__(self, number):
        # Every other one has just written: its pages come from programs, past what nginx keeps.
        self.headers = {"Cookie": "written=1"} if number % 2 else {}
        self.connection, self.is_fresh = None, True

    def get(self, path):
        begun = time.monotonic()
        while True:
            if not self.connection:
                self.connection, self.is_fresh = connect(20), True
            try:
                answer = ask(self.connection, path, self.headers)
                self.is_fresh = False
                slowest[0] = max(slowest[0], time.monotonic() - begun)
                return answer
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError) as error:
                self.connection.close()
                self.connection = None
                if self.is_fresh:
                    raise error
                seen["kept connections that nginx had closed"] += 1


def read(number, wanted):
    chance, reader, sheets = random.Random(number), Reader(number), style_sheets()
    while not over.is_set():
        path = chance.choice(paths)
        try:
            status, body = reader.get(path)
            seen["pages"] += 1
            if status != wanted[path][0] or version.sub(b"", body) != wanted[path][1]:
                fault(f"{path} is answered {status}: {body[:200]}")
                continue
            found = version.search(body)
            if found and chance.random() < 0.5:
                if found[1] not in sheets:
                    sheets = style_sheets()
                status, body = reader.get("/style.css?v=" + found[1].decode())
                seen["style sheets"] += 1
                if status != 200 or body != sheets.get(found[1]):
                    fault(f"/style.css?v={found[1].decode()} is answered {status}: {body[:60]}")
        except Exception as error:
            fault(f"{path}: {error!r}")
            reader.connection = None
        time.sleep(chance.random() * 0.02)


def write(number):
    count, name = 0, f"writer-{number}"
    while not over.is_set():
        count += 1
        text = f"{name}, comment {count}"
        connection = connect(30)
        try:
            headers = {"Host": host, "Cookie": "__Host-session=" + token(name), "Content-Type": "application/x-www-form-urlencoded", **OURS}
            connection.request("POST", f"/comment/{talks[count % 20]}", "text=" + text.replace(" ", "+"), headers)
            response = connection.getresponse()
            body = response.read()
            place = re.search(r"#c(\d+)$", response.getheader("Location", ""))
            if response.status == 303 and place:
                with lock:
                    acknowledged[text] = int(place[1])
            else:
                fault(f"'{text}' is answered {response.status}: {body[:200]}")
        except Exception as error:
            fault(f"'{text}': {error!r}")
        finally:
            connection.close()
        time.sleep(0.02)


def main():
    for number in range(2):
        site.person(f"writer-{number}", "moderator")
    for number in range(20):
        talks.append(site.post(f"talk-{number}", "writer-0"))
    wanted = {}
    for path in paths:
        status, body = ask(connect(20), path, {"Cookie": "written=1"})
        wanted[path] = (status, version.sub(b"", body))
    assert [wanted[path][0] for path in paths] == [200] * (len(paths) - 1) + [404], wanted
    threads = [threading.Thread(target=read, args=[number, wanted]) for number in range(4)]
    threads += [threading.Thread(target=write, args=[number]) for number in range(2)]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    print("ready", flush=True)
    sys.stdin.read()
    over.set()
    for thread in threads:
        thread.join()
    kept = dict(site.run("site", "SELECT source, id FROM comment WHERE source LIKE 'writer-%'"))
    rows = site.one("site", "SELECT count(*) FROM comment WHERE source LIKE 'writer-%'")
    lost = [text for text, id in acknowledged.items() if kept.get(text) != id]
    twice = rows - len(kept)
    if lost:
        fault(f"lost: {lost[:5]}")
    if twice:
        fault(f"{twice} comments are there twice")
    for name in ("site", "members", "tries"):
        if site.one(name, "PRAGMA integrity_check") != "ok" or site.run(name, "PRAGMA foreign_key_check"):
            fault(f"{name}.db is damaged")
    print(json.dumps({
        "seconds": round(time.monotonic() - begun), **seen, "writes acknowledged": len(acknowledged), "lost": len(lost),
        "slowest page in seconds": round(slowest[0], 2), "wrong answers": len(faults), "faults": faults[:20]}, indent=1))
    sys.exit(1 if faults else 0)


main()
