#!/usr/bin/env python3
"""roles.py HOME URL DATA: every act by every role. Exit 1 where somebody may what she may not, or the reverse."""
import re, sys
from browser import Browser, Faults, Site, token

home, url, data = sys.argv[1:]
site = Site(url, data)
NOBODY, MEMBER, AUTHOR, MODERATOR, OWNER = ROLES = ("nobody", "member", "author", "moderator", "owner")
for role in ROLES[1:]:
    site.person(role, role)
site.person("other", "author")
site.person("troll")
posts = {"theirs": site.post("theirs", "other"), "draft": site.post("draft", "other", "draft")}
THEIRS, DRAFT = posts.values()
comments, own = {}, {}
for role in ROLES[1:]:
    own[role] = site.post("of-" + role, role)
    comments[role] = site.comment(THEIRS, role)
OTHERS = site.comment(THEIRS, "other")
HELD = site.comment(THEIRS, "troll", "held")
HIDDEN = site.comment(THEIRS, "troll", "hidden")
site.run("members", "INSERT INTO mail VALUES (7, 'x@example.org', 'S', 'b', '', 1, 4503599627370496, 10, '550')")
SETTINGS = dict(title="Mine", about="", address="", language="en", zone="UTC", posts="10", navigation="/tags Tags",
                footer="/feed Feed", pictures="shown", signup="open", held="1", words="",
                mailname="", mailaddress="")
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000" "1f15c489" "0000000d49444154789c63f8cfc0f01f000500"
                    "01ff89993d1d0000000049454e44ae426082")
FILE = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n' + PNG + b"\r\n--x--\r\n"
TEXT = dict(title="T", source="Some words", do="publish")

# Who may what. The answers stand for nobody, member, author, moderator, owner:
#   yes  it is done     login  the way to log in     403, 404  refused     -  as if it had not been asked for
# {me} is the role's own post, {mine} its own comment.
TABLE = f"""
act             method path                       form       nobody member author moderator owner
comment         GET  /comment/{THEIRS}            -          login  yes    yes    yes       yes
comment         POST /comment/{THEIRS}            text       login  yes    yes    yes       yes
comment         POST /comment/{DRAFT}             text       login  404    404    404       404
flag            POST /flag/comment/{OTHERS}       reason     login  yes    yes    queue     queue
flag            POST /flag/post/{THEIRS}          reason     login  yes    yes    queue     queue
flag            POST /flag/comment/{HELD}         reason     login  404    404    queue     queue
follow          POST /follow/{THEIRS}             follow     login  yes    yes    yes       yes
invite          POST /account/invitations         email      login  yes    yes    yes       yes
editOwnComment  GET  /comment/edit/{{mine}}       -          login  yes    yes    yes       yes
editOwnComment  POST /comment/edit/{{mine}}       text       login  yes    yes    yes       yes
editOwnComment  POST /comment/edit/{OTHERS}       text       login  404    404    404       404
deleteOwnComment POST /comment/delete/{{mine}}    -          login  yes    yes    yes       yes
deleteOwnComment POST /comment/delete/{OTHERS}    -          login  404    404    404       404
writePost       GET  /write                       -          login  403    yes    yes       yes
writePost       GET  /write/new                   -          login  403    yes    yes       yes
writePost       POST /write/new                   post       login  403    yes    yes       yes
upload          GET  /files                       -          login  403    yes    yes       yes
upload          POST /files                       file       login  403    yes    yes       yes
editOwnPost     GET  /write/of-{{role}}           -          login  403    yes    yes       yes
editOwnPost     POST /write/of-{{role}}           own        login  403    yes    yes       yes
editOwnPost     GET  /revisions/of-{{role}}       -          login  403    yes    yes       yes
deleteOwnPost   POST /write/of-{{role}}           delete     login  403    yes    yes       yes
editAnyPost     GET  /write/theirs                -          login  403    403    403       yes
editAnyPost     POST /write/theirs                theirs     login  403    403    403       yes
editAnyPost     GET  /write/draft                 -          login  403    404    404       yes
editAnyPost     POST /write/draft                 draft      login  403    404    404       yes
editAnyPost     GET  /revisions/draft             -          login  403    404    404       yes
deleteAnyPost   POST /write/theirs                delete     login  403    403    403       yes
deleteAnyPost   POST /write/draft                 delete     login  403    404    404       yes
arrangePosts    POST /write/new                   pinned     login  403    -      -         yes
arrangePosts    POST /write/new                   page       login  403    -      -         yes
seeQueue        GET  /moderate                    -          login  403    403    yes       yes
seeQueue        GET  /moderate/comment/{HIDDEN}   -          login  403    403    yes       yes
seeQueue        GET  /moderate/comment/999        -          login  403    403    404       404
seeQueue        GET  /moderate/post/{THEIRS}      -          login  403    403    yes       yes
seeQueue        GET  /moderate/user/troll         -          login  403    403    yes       yes
seeQueue        GET  /comment/held/{HELD}         -          login  404    404    404       404
approveComment  POST /moderate/comment/{HELD}     approve    login  403    403    yes       yes
hideComment     POST /moderate/comment/{OTHERS}   hide       login  403    403    yes       yes
restoreComment  POST /moderate/comment/{HIDDEN}   restore    login  403    403    yes       yes
lockThread      POST /moderate/post/{THEIRS}      lock       login  403    403    yes       yes
ban             POST /moderate/user/troll         ban        login  403    403    yes       yes
ban             POST /moderate/user/other         ban        login  403    403    yes       yes
ban             POST /moderate/user/moderator     ban        login  403    403    403       yes
ban             POST /moderate/user/owner         ban        login  403    403    403       403
noteOnUser      POST /moderate/user/troll         note       login  403    403    yes       yes
changeSettings  GET  /settings                    -          login  403    403    403       yes
changeSettings  POST /settings                    settings   login  403    403    403       yes
changeSettings  GET  /hooks                       -          login  403    403    403       yes
changeSettings  POST /hooks                       hook       login  403    403    403       yes
seeFigures      GET  /figures                     -          login  403    403    403       yes
seeFigures      POST /figures                     mail       login  403    403    403       yes
seeFigures      GET  /status                      -          login  403    403    403       yes
"""
# What only the shell offers (`foobar user`, `foobar mail`, `foobar export`).
SHELL = {"changeRole", "disableUser", "seeMail", "exportSite"}
# What she may only see, or not even that, while she is banned.
BANNED = {"comment", "flag", "invite", "editOwnComment", "writePost", "upload", "editOwnPost"}

FORMS = {
    "-": {}, "text": {"text": "Some words"}, "reason": {"reason": "spam"}, "follow": {"do": "follow"},
    "email": {"email": "new@example.net"}, "post": TEXT, "file": FILE, "delete": {"do": "delete"},
    "theirs": TEXT | {"post": THEIRS, "base": 1000}, "draft": TEXT | {"post": DRAFT, "base": 1000},
    "pinned": TEXT | {"pinned": "1"}, "page": TEXT | {"page": "1"}, "settings": SETTINGS, "mail": {"mail": "7"},
    "hook": {"address": "https://example.org/hook", "post": "1"},
    "ban": {"do": "ban", "length": "week", "reason": "Be kind"}, "note": {"do": "note", "note": "Look"},
} | {act: {"do": act, "reason": "Be kind"} for act in ("approve", "hide", "restore", "lock")}
# How many posts are pinned, or pages.
ARRANGED = "SELECT count(*) FROM post WHERE pinned OR kind = 'page'"
# Looks at and sign-in leave these behind; no act does.
WITHOUT = ("members.session.seen_at", "members.pending")
faults = Faults()


def attempt(method, path, form, role):
    """What an act by a role comes to, in the words of the table."""
    site.restore()
    mine = {"mine": comments.get(role, comments[MEMBER]), "role": role if role != NOBODY else MEMBER}
    fields = FORMS[form] if form != "own" else TEXT | {"post": own.get(role, own[MEMBER]), "base": 1000}
    headers = {"Sec-Fetch-Site": "same-origin"}
    if form == "file":
        headers["Content-Type"] = "multipart/form-data; boundary=x"
    before = site.dump(WITHOUT)
    answer = Browser(url, None if role == NOBODY else token(role)).send(
        method, path.format(**mine), fields if method == "POST" else None, headers)
    is_changed = site.dump(WITHOUT) != before
    if method == "GET" or answer.status not in (200, 303) or answer.leads_to_login:
        if is_changed:
            return f"{answer.status}, and something is changed"
    if answer.leads_to_login:
        return "login"
    if answer.status not in (200, 303):
        return str(answer.status)
    if method == "GET":
        return "yes" if answer.status == 200 else f"{answer.status} {answer.location}"
    # Who moderates flags nothing: she is led to where it is dealt with.
    if answer.location.startswith("/moderate/") and path.startswith("/flag/") and not is_changed:
        return "queue"
    if form in ("pinned", "page"):
        return "yes" if site.one("site", ARRANGED) else "-"
    return "yes" if is_changed else f"{answer.status}, and nothing is changed"


site.keep()
rows = [line.split() for line in TABLE.strip().splitlines()[1:]]
for act, method, path, form, *answers in rows:
    for role, wanted in zip(ROLES, answers, strict=True):
        got = attempt(method, path, form, role)
        faults.check(got == wanted, f"{act}: {method} {path} ({form}) by {role} comes to {got}, and should be {wanted}")

# Somebody who is banned takes no part, whatever her role; what is hers she may still take away.
site.restore()
site.run("members", "UPDATE member SET banned_until = 0, ban_reason = 'Spam'")
site.keep()
for act, method, path, form, *answers in rows:
    role = AUTHOR
    if answers[ROLES.index(role)] == "yes":
        got, wanted = attempt(method, path, form, role), "403" if act in BANNED else "yes"
        faults.check(got == wanted, f"{act}: {method} {path} by {role} who is banned comes to {got}, and should be {wanted}")

# The table has every act that Sources/Site/Act.swift has, and rights as they are said there.
source = open(home + "/Sources/Site/Act.swift").read()
acts = {name.strip() for line in re.findall(r"^    case ([a-zA-Z, ]+)$", source, re.M) for name in line.split(",")}
tested = {row[0] for row in rows}
faults.check(len(acts) > 20, "no acts in Act.swift")
faults.check(tested | SHELL == acts, "not the acts of Act.swift:", tested | SHELL ^ acts)
faults.end()
