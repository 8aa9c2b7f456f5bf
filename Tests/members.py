#!/usr/bin/env python3
"""members.py HOME URL DATA SERVER: many members at once, and programs that die while they write. Exit 1 where one is told
of an error, or where what was acknowledged is not there.

MEMBERS is how many there are (10), WRITES how many comments are written while programs die (100); SERVER is the pid of
`foobar serve`."""
import glob, os, random, signal, sys, threading, time
from concurrent.futures import ThreadPoolExecutor
from browser import PASSWORD, Browser, Faults, Site, token

home, url, data, server = sys.argv[1:]
members, writes = int(os.environ.get("MEMBERS", 10)), int(os.environ.get("WRITES", 100))
site, faults = Site(url, data), Faults()
site.set_passwords()
site.person("olga", "owner")
post = site.post("hello", "olga")
people = [f"m{number}" for number in range(members)]
for number, name in enumerate(people):
    site.person(name, "author" if number % 2 else "member")


def member(name, number):
    """Logs in, writes three times, reads it, logs out; what was acknowledged."""
    browser, written = Browser(url), []

    def step(words, answer, *allowed):
        faults.check(answer.status in allowed and not answer.leads_to_login, f"{name}: {words} answers {answer.status}")
        return answer.status in allowed

    answer = browser.post("/login", {"name": name, "password": PASSWORD})
    if not step("log in", answer, 303) or "session" not in answer.cookies:
        return written
    browser.session = answer.cookies["session"]
    for count in range(3):
        text = f"{name} writes number {count}"
        if number % 2 and count == 0:
            path, form = "/write/new", {"title": text, "source": text, "do": "publish", "comments": "1"}
        else:
            path, form = f"/comment/{post}", {"text": text}
        answer = browser.post(path, form)
        if step(path, answer, 303):
            written.append(text)
            step("reading", browser.get(answer.location.split("#")[0]), 200)
    step("log out", browser.post("/logout", {}), 303)
    faults.check(browser.get("/account").leads_to_login, f"{name} is logged in still")
    return written


def kept():
    return {row[0] for table in ("comment", "post") for row in site.run("site", f"SELECT source FROM {table}")}


started = time.monotonic()
with ThreadPoolExecutor(members) as pool:
    acknowledged = [text for written in pool.map(member, people, range(members)) for text in written]
seconds = time.monotonic() - started
faults.check(len(acknowledged) == 3 * members, f"{len(acknowledged)} writes of {3 * members} were acknowledged")
lost = set(acknowledged) - kept()
faults.check(not lost, f"lost: {lost}")
faults.check(site.one("members", "SELECT count(*) FROM session WHERE device <> 'test'") == 0, "sessions are left")
print(f"{members} members wrote {len(acknowledged)} times in {seconds:.1f} s")

# Now programs are killed while they write.
is_over, kills = threading.Event(), 0


def children(process):
    for path in glob.glob(f"/proc/{process}/task/*/children"):
        try:
            with open(path) as file:
                for child in file.read().split():
                    yield child
                    yield from children(child)
        except OSError:
            pass


def kill():
    """Kills every third program or so that the server runs for a comment, at any moment of its short life."""
    global kills
    while not is_over.is_set():
        for child in list(children(server)):
            try:
                if os.readlink(f"/proc/{child}/exe").endswith("/comment") and random.random() < 0.3:
                    time.sleep(random.random() * 0.008)
                    os.kill(int(child), signal.SIGKILL)
                    kills += 1
            except OSError:
                pass
        time.sleep(random.random() * 0.01)


def write(number):
    """Writes one comment, whoever dies of it; its text, once it was acknowledged."""
    for attempt in range(50):
        text = f"comment {number}, try {attempt}"
        # Ten in five minutes are what one may write.
        answer = Browser(url, token(f"w{number // 5}")).post(f"/comment/{post}", {"text": text})
        if answer.status == 303:
            return text
        if answer.status == 429:
            site.run("site", "UPDATE comment SET created_at = created_at - 1000 WHERE author_id IS NOT NULL")
        else:
            faults.check(answer.status == 502, f"a program that died answers {answer.status}")
    faults.check(False, f"comment {number} is never taken")


for number in range((writes + 4) // 5):
    site.person(f"w{number}")
killer = threading.Thread(target=kill)
killer.start()
with ThreadPoolExecutor(4) as pool:
    acknowledged = [text for text in pool.map(write, range(writes)) if text]
is_over.set()
killer.join()
lost = set(acknowledged) - kept()
print(f"{kills} programs were killed while {len(acknowledged)} comments were acknowledged")
faults.check(len(acknowledged) == writes, f"{len(acknowledged)} comments of {writes} were acknowledged")
faults.check(not lost, f"lost: {lost}")
faults.check(kills >= writes / 20, f"only {kills} programs were killed")
visible = site.one("site", "SELECT count(*) FROM comment WHERE post_id = ? AND state = 'visible'", post)
counted = site.one("site", "SELECT comment_count FROM post WHERE id = ?", post)
faults.check(visible == counted, f"{visible} comments are there, and {counted} were counted")
faults.check(Browser(url).get("/posts/hello").status == 200, "the post can't be read")
site.whole()
faults.end()
