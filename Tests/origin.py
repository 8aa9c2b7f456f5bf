#!/usr/bin/env python3
"""origin.py HOME URL DATA: what another site's page can't have a member do. Exit 1 where something changes."""
import sys
from browser import PASSWORD, Browser, Faults, Site, hashed, programs, token

home, url, data = sys.argv[1:]
site = Site(url, data)
site.set_passwords()
id = site.person("olga", "owner")
bob = site.person("bob")
site.run("members", "INSERT INTO session SELECT ?, user_id, 1, seen_at, 1, '' FROM session WHERE user_id = ?", hashed("old"), id)
# The last owner can't leave.
site.person("otto", "owner")
post = site.post("hello", "bob")
behind = site.post("behind", "bob")
site.run("site", "UPDATE post SET protected = 1 WHERE id = ?", behind)
site.run("members", "INSERT INTO post_password VALUES (?, ?)", behind, site.password)
one, held, mine = site.comment(post, "bob"), site.comment(post, "bob", "held"), site.comment(post, "olga")
site.run("members", "INSERT INTO mail VALUES (7, 'x@example.org', 'S', 'b', '', 1, 4503599627370496, 10, '550')")
site.run("members", "INSERT INTO flag (target, user_id, reason, at) VALUES (?, ?, 'spam', 1)", f"comment/{one}", bob)
site.run("members", "INSERT INTO upload VALUES (1, ?, 'a', 'a', 'text/plain', 1, NULL, NULL, 1)", id)
NEW, INVITED, ADDRESS = (site.add_token(*each) for each in (
    ("confirm", "new", None, "nora nora@example.net"), ("invite", "invited", bob, "ina@example.net"),
    ("email", "address", id, "olga@example.net")))
RESET, UNSUBSCRIBE = site.add_token("reset", "forgot", bob), site.add_token("unsubscribe", "end", id, "replies")
site.run("members", "UPDATE member SET password = NULL WHERE user_id = ?", bob)
THE_SETTINGS = dict(title="Mine", about="", address="", language="en", zone="UTC", posts="10", navigation="/tags Tags",
                    footer="/feed Feed", pictures="shown", signup="open", held="1", words="", mailname="", mailaddress="")
NEW_PASSWORD = {"new-password": "nine purple umbrellas"}

# All that changes something, by the owner: a program of each. `sets` stands for a cookie that is set, in place of
# something in a database.
ACTS = [
    ("account", "/account/profile", {"shown": "Else"}),
    ("account", "/account/password", {"password": PASSWORD} | NEW_PASSWORD),
    ("account", "/account/email", {"email": "else@example.org"}),
    ("account", "/account/sessions", {"end": "others"}),
    ("account", "/account/mail", {}),
    ("account", "/account/invitations", {"email": "else@example.org"}),
    ("account", "/account/tokens", {"name": "Backup", "read": "1", "days": "7"}),
    ("comment", f"/comment/{post}", {"text": "Words"}),
    ("comment", f"/comment/edit/{mine}", {"text": "Words"}),
    ("comment", f"/comment/delete/{mine}", {"sure": "1"}),
    ("confirm", f"/confirm/{NEW}", {"name": "nora"} | NEW_PASSWORD),
    ("confirm", f"/confirm/{ADDRESS}", {}),
    ("figures", "/figures", {"mail": "7"}),
    ("files", "/files", {"do": "delete", "upload": "1"}),
    ("flag", f"/flag/post/{post}", {"reason": "spam"}),
    ("follow", f"/follow/{post}", {"do": "follow"}),
    ("hooks", "/hooks", {"address": "https://example.org/hook", "post": "1"}),
    ("join", "/join", {"name": "zoe", "email": "zoe@example.net"}),
    ("join", f"/join/{INVITED}", {"name": "ina"} | NEW_PASSWORD),
    ("leave", "/leave", {"texts": "stay", "sure": "1"}),
    ("login", "/login", {"name": "olga", "password": PASSWORD}),
    ("logout", "/logout", {}),
    ("moderate", f"/moderate/comment/{held}", {"do": "approve"}),
    ("moderate", f"/moderate/comment/{one}", {"do": "hide", "reason": "Spam"}),
    ("moderate", f"/moderate/post/{post}", {"do": "lock", "reason": "Enough"}),
    ("moderate", "/moderate/user/bob", {"do": "ban", "length": "week", "reason": "Spam"}),
    ("guestbook-swift", "/guestbook-swift", {"words": "Hello"}),
    ("moderate", "/moderate/user/bob", {"do": "note", "note": "Look"}),
    ("reset", "/reset", {"email": "olga@example.org"}),
    ("reset", f"/reset/{RESET}", NEW_PASSWORD),
    ("settings", "/settings", THE_SETTINGS),
    ("unlock", "/unlock/behind", {"password": PASSWORD}),
    ("unsubscribe", f"/unsubscribe/{UNSUBSCRIBE}", {"List-Unsubscribe": "One-Click"}),
    ("write", "/write/new", {"title": "T", "source": "Words", "do": "publish"}),
    ("write", "/write/hello", {"title": "T", "source": "Words", "do": "publish", "post": post, "base": 1000}),
    ("write", "/write/hello", {"do": "delete"}),
]
# A mail program sends this by itself, and the token in the address is all that counts (RFC 8058, section 3.1).
BY_ANYBODY = {"unsubscribe"}
# Lets in by a token alone; the owner's cookie opens nothing there, wherever the request comes from.
BY_TOKEN = {"api": ("/api/v1/posts", "/api/v1/posts/hello/comments", "/api/v1/uploads")}
# Changes nothing in the site's databases: one shows a post; an owner moderates at once, and one leads her to it; one
# has a database of its own.
KEEPS_NOTHING = {"unlock", "flag", "guestbook-swift"}
FOREIGN = {
    "from another site": {"Sec-Fetch-Site": "cross-site"},
    "from a neighbour": {"Sec-Fetch-Site": "same-site"},
    "from another site that says it is ours": {"Sec-Fetch-Site": "cross-site", "Origin": url},
    "with a foreign Origin": {"Origin": "https://evil.example"},
    "with an Origin of null": {"Origin": "null"},
    "with neither": {},
}
REFUSED = (403, 405, 501)
# `session.seen_at` is what any look may change; where nobody is signed in, a form waits for that.
SEEN = ("members.session.seen_at",)
faults = Faults()
owner = Browser(url, token("olga"))
declared = programs(home)
site.keep()
faults.check(owner.get("/account/email").status == 200, "no session")

# Every act, from elsewhere.
before = site.dump(SEEN)
for program, path, form in ACTS:
    for words, headers in FOREIGN.items():
        for method in ("POST",) if program in BY_ANYBODY else ("POST", "PUT", "PATCH", "DELETE"):
            if program in BY_ANYBODY:
                continue
            status = owner.send(method, path, form, headers).status
            faults.check(status in REFUSED, f"{method} {path} {words} answers {status}")
    # In an address, the same is no order.
    query = "&".join(f"{name}={value}".replace(" ", "+") for name, value in dict(form).items())
    for method in ("GET", "HEAD"):
        answer = owner.send(method, f"{path}?{query}", None, {"Sec-Fetch-Site": "same-origin"})
        faults.check(answer.status < 500, f"{method} {path}?{query} answers {answer.status}")
    after = site.dump(SEEN)
    faults.check(after == before, f"{path} {form} from elsewhere changes", before ^ after)
    if after != before:
        site.restore()

# Every program, whatever it declares.
for program in declared:
    for words, headers in FOREIGN.items():
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            if program not in BY_ANYBODY:
                status = owner.send(method, f"/{program}", {"do": "delete"}, headers).status
                faults.check(status in REFUSED, f"{method} /{program} {words} answers {status}")
for path in (path for paths in BY_TOKEN.values() for path in paths):
    for words, headers in (FOREIGN | {"from here": {"Sec-Fetch-Site": "same-origin", "Origin": url}}).items():
        status = owner.send("POST", path, b'{"title": "T", "text": "T"}', headers | {"Content-Type": "application/json"}).status
        faults.check(status == 401, f"POST {path} {words} answers {status}")
faults.check(site.dump(SEEN) == before, "a program changes something without a form")

# From a page of ours they are done: the table says what it means to.
for program, path, form in ACTS:
    site.restore()
    before = site.dump(SEEN)
    answer = owner.post(path, form, {"Origin": url})
    is_done = answer.status in (200, 303) and not answer.location.startswith(("/login?next=", "/login?proof="))
    faults.check(is_done, f"{path} {form} from here answers {answer.status} {answer.location}")
    faults.check(program in KEEPS_NOTHING or site.dump(SEEN) != before, f"{path} {form} from here changes nothing")
writing = {name for name, route in declared.items() if "POST" in route["methods"]} - set(BY_TOKEN)
faults.check({act[0] for act in ACTS} == writing, "not the programs that take POST:", {act[0] for act in ACTS} ^ writing)

# Looking changes nothing.
PAGES = ["/", "/posts/hello", "/posts/behind", "/c/1", "/tags", "/archive", "/users", "/users/bob", "/search?q=words", "/feed",
         "/feed/json", "/sitemap.xml", "/log", "/health", "/nowhere", "/account", "/account/two-factor", "/export",
         "/export/archive.tar.gz", "/files?delete=1", "/write", "/write/hello", "/write/hello?delete=1",
         "/write/new", "/revisions/hello", "/figures", "/status", "/hooks", "/settings", "/moderate", f"/comment/held/{held}", "/login",
         "/login?proof=1", "/login/kept", "/logout", "/leave/done", "/join/sent", "/reset/sent", "/me.css"]
PAGES += sorted({path for _, path, _ in ACTS} | {f"/{name}" for name in declared})
for browser in (owner, Browser(url, token("bob")), Browser(url), Browser(url, token("unknown"))):
    site.restore()
    before = site.dump(SEEN)
    for path in PAGES:
        for method in ("GET", "HEAD"):
            answer = browser.send(method, path, None, {"Sec-Fetch-Site": "cross-site"})
            faults.check(answer.status < 500, f"{method} {path} answers {answer.status}")
    after = site.dump(SEEN)
    faults.check(after == before, "looking at pages changes", before ^ after)
faults.end()
