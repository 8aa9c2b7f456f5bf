#!/usr/bin/env python3
"""forms.py HOME URL DATA: every form, each field wrong in every way. Exit 1 where an answer is not clear, what was
typed is lost, or what should not be is kept."""
import re, sys
from html.parser import HTMLParser
from urllib.parse import quote_plus
from browser import PASSWORD, Browser, Faults, Site, token

home, url, data = sys.argv[1:]
site = Site(url, data)
site.set_passwords()
olga, bob = site.person("olga", "owner"), site.person("bob")
site.person("mod", "moderator")
post = site.post("hello", "olga")
site.run("site", "UPDATE post SET protected = 1 WHERE id = ?", site.post("behind", "olga"))
site.run("members", "INSERT INTO post_password SELECT id, ? FROM (SELECT 2 AS id)", site.password)
comment, bobs = site.comment(post, "olga"), site.comment(post, "bob")
RESET, INVITED, NEW = (site.add_token(*each) for each in (
    ("reset", "forgot", bob), ("invite", "invited", olga, "ina@example.net"),
    ("confirm", "new", None, "nora nora@example.net")))
site.keep()

SCRIPT = b"<script>alert(1)</script>"
WRONG = {
    "nothing": b"",
    "a script": SCRIPT,
    "a script in an attribute": b"\"><script>alert(1)</script><img src=x onerror='alert(1)'>",
    "quotes": b"\"'` &quot; &amp; \\' -- ; DROP TABLE user",
    "NUL": b"a\0b",
    "controls": b"a\x01\x08\x1b[31m\x7f\xc2\x85b",
    "invalid UTF-8": b"a\xffb",
    "half a character": b"a\xc3",
    "an overlong slash": b"a\xc0\xafb",
    "a surrogate": b"a\xed\xa0\x80b",
    "right to left": "a\u202e\u2067\u200fb".encode(),
    "line ends": b"a\r\nSet-Cookie: x=y\r\n\r\nb\rc\nd",
    "many marks on a letter": ("a" + "\u0301" * 20_000).encode(),
    "a percent sign": b"100%%s%n%zz",
}

# What pages are looked at for, once it is kept.
HOSTILE = {"a script", "a script in an attribute", "quotes", "right to left", "line ends"}

# A field of each form: what is right in it, its limit, and what it takes.
#   text    one line of anything          lines   many lines of anything       secret  what never comes back
#   strict  a line that must be something: it is refused, unless what is left once it is cleaned is right
#   choice  one of some; what is none of them is refused, or taken for the first
# A `?` says that it may be empty, a number that there is a limit.
FORMS = """
who  address                 others                 field         kind     limit   right
-    /join                   -                      name          strict   32      zoe
-    /join                   -                      email         strict   254     zoe@example.net
-    /join/{INVITED}         -                      name          strict   32      ina
-    /join/{INVITED}         -                      new-password  secret   1024    nine purple umbrellas
-    /confirm/{NEW}          -                      name          strict   32      nora
-    /confirm/{NEW}          -                      new-password  secret   1024    nine purple umbrellas
-    /login                  -                      name          strict   254     bob
-    /login                  next=/tags             password      secret   -       {PASSWORD}
-    /reset                  -                      email         strict   254     bob@example.org
-    /reset/{RESET}          -                      new-password  secret   1024    nine purple umbrellas
bob  /account/profile        -                      shown         text     80      Bob
bob  /account/profile        -                      about         text?    300     Me
bob  /account/profile        -                      link          strict?  300     https://example.org/
bob  /account/profile        -                      picture       strict?  300     https://example.org/a.png
bob  /account/password       -                      password      secret   -       {PASSWORD}
bob  /account/password       -                      new-password  secret   1024    nine purple umbrellas
bob  /account/email          -                      email         strict   254     else@example.org
bob  /account/invitations    -                      email         strict   254     ina@example.org
bob  /account/tokens         days=7&read=1          name          text     60      Backup
olga /write/new              do=publish             title         text     200     Title
olga /write/new              do=publish             source        lines?   200000  Words
olga /write/new              do=publish             tags          text?    1240    one, two
olga /write/new              do=publish             slug          strict?  80      an-address
olga /write/new              do=publish             excerpt       lines?   500     Short
olga /write/new              do=publish             date          strict   -       2020-02-03
olga /write/new              do=publish             time          strict?  -       04:05
bob  /comment/{post}         -                      text          lines    10000   Words
bob  /comment/{post}         -                      since         choice?  -       1000
bob  /comment/edit/{bobs}    -                      text          lines    10000   Words
bob  /flag/comment/{comment} -                      reason        choice   -       other
bob  /flag/comment/{comment} -                      words         lines    500     Rude
bob  /unlock/behind          -                      password      secret   -       {PASSWORD}
bob  /leave                  texts=stay             sure          choice   -       1
bob  /leave                  sure=1                 texts         choice   -       stay
bob  /follow/{post}          -                      do            choice?  -       follow
mod  /moderate/user/bob      do=ban                 reason        text     300     Spam
mod  /moderate/user/bob      do=ban                 length        choice?  -       week
mod  /moderate/user/bob      do=note                note          lines    2000    Look
mod  /moderate/comment/{bobs} do=hide               reason        text     300     Spam
mod  /moderate/post/{post}   do=lock                reason        text     300     Enough
olga /settings               {SETTINGS}             title         text     100     Mine
olga /settings               {SETTINGS}             about         text?    300     About
olga /settings               {SETTINGS}             address       strict?  200     https://example.org
olga /settings               {SETTINGS}             language      strict   35      en
olga /settings               {SETTINGS}             zone          strict   64      Europe/Vienna
olga /settings               {SETTINGS}             posts         strict   3       10
olga /settings               {SETTINGS}             navigation    strict?  4000    /tags
olga /settings               {SETTINGS}             footer        strict?  4000    /feed
olga /settings               {SETTINGS}             held          strict   3       1
olga /settings               {SETTINGS}             words         lines?   10000   pills
olga /settings               {SETTINGS}             mailname      text?    100     Us
olga /settings               {SETTINGS}             mailaddress   strict?  254     us@example.org
olga /settings               {SETTINGS}             pictures      choice   -       shown
olga /settings               {SETTINGS}             signup        choice   -       open
olga /files                  -                      title         text?    120     A picture
olga /files                  -                      filename      text?    -       a.txt
"""
SETTINGS = "language=en&zone=UTC&posts=10&pictures=shown&signup=open&held=1&title=Mine"
# Of programs that read no million characters, since none of their forms has a field to type in.
SMALL = {"/leave", f"/follow/{post}", "/unlock/behind"}
# Of programs that answer with what they show once.
SHOWING = {"/account/tokens", "/unlock/behind"}
MANY_LINES = {"navigation", "footer"}


class Fields(HTMLParser):
    """What stands in the fields of a page, and whether a script is there."""

    def __init__(self, text):
        super().__init__()
        self.values, self.area, self.is_hostile = {}, None, False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        # Posts tell search engines of themselves in JSON.
        self.is_hostile |= tag == "script" and attributes.get("type") != "application/ld+json" or any(name.startswith("on") for name in attributes)
        if tag == "input" and attributes.get("type") != "hidden":
            self.values[attributes.get("name")] = attributes.get("value") or ""
        if tag == "textarea":
            self.area, self.values[attributes.get("name")] = attributes.get("name"), ""

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.values[self.area], self.area = self.values[self.area].removeprefix("\n"), None

    def handle_data(self, text):
        if self.area:
            self.values[self.area] += text


def cleaned(value, is_line):
    """As Sources/Site/TypedText.swift does it. What is not UTF-8 is compared by what is around it."""
    text = re.sub("\r\n?|[\u0085\u2028\u2029]", "\n", value.decode("utf-8", "replace")).replace("\ufeff", "")
    if is_line:
        text = re.sub("[\u202a-\u202e\u2066-\u2069]", "", text)
        text = re.sub("[\t\n]", " ", text)
    return re.sub("[\0-\x08\x0b-\x1f\x7f-\x9f\ufffd]+", "\ufffd", text).strip()


def sent(path, fields):
    """Body and headers of a form."""
    headers = {"Sec-Fetch-Site": "same-origin"}
    if path != "/files":
        return "&".join(f"{name}={quote_plus(value)}" for name, value in fields.items()).encode(), headers
    name = fields["filename"].replace(b'"', b"%22").replace(b"\r", b"%0D").replace(b"\n", b"%0A")
    headers["Content-Type"] = "multipart/form-data; boundary=--x--"
    return (b'----x--\r\nContent-Disposition: form-data; name="title"\r\n\r\n' + fields["title"]
            + b'\r\n----x--\r\nContent-Disposition: form-data; name="file"; filename="' + name
            + b'"\r\n\r\nSome text.\r\n----x----\r\n'), headers


def check_answer(what, answer, fields, kinds, field, wrong, limit):
    path, kind, value = what.split()[0], kinds[field].rstrip("?"), fields[field]
    is_optional, is_long = kinds[field].endswith("?"), limit != "-" and len(value.decode(errors="replace")) > int(limit)
    allowed = {"text": (303,), "lines": (303,), "strict": (303, 422), "secret": (200, 303, 422), "choice": (200, 303, 400, 422)}[kind]
    if wrong == "nothing" and not is_optional:
        allowed = (200, 303, 400, 422) if kind == "choice" or what.startswith("/unlock") else (422,)
    elif wrong == "nothing":
        allowed = (303,)
    if is_long:
        allowed = {"secret": (200, 413, 422), "choice": (303, 400, 413, 422)}.get(kind, (413, 422))
    if len(value) > 8_000 and path in SMALL:
        allowed += (413,)
    # Nobody's file is called like this: the form can't be read.
    is_unread = field == "filename" and len(value) > 8_000
    if is_unread:
        allowed = (422,)
    if wrong == "nothing" and what.startswith("/files"):
        allowed = (303,)
    # A token is shown once, in the answer itself.
    if path == "/account/tokens" and 303 in allowed:
        allowed = (200, 422) if value.strip() == b"" else (200,)
    # A Markdown text that only has what is not safe shows nothing.
    if wrong == "a script" and kind == "lines":
        allowed += (422,)
    faults.check(answer.status in allowed, f"{what} answers {answer.status}, not one of {allowed}")
    faults.check("\n" not in answer.location and "x" not in answer.cookies, f"{what}: a header of the reader's own")
    page = Fields(answer.text)
    faults.check(not page.is_hostile, f"{what}: a script is in the answer")
    if kind == "secret" and len(value) > 3:
        faults.check(value not in answer.body, f"{what}: shows the secret")
    # Where the form comes back, all is in it; what is more than a program takes, it has not read.
    is_whole = not is_unread and (path not in SMALL or answer.status != 413)
    if answer.status in (413, 422) and is_whole:
        for name, typed in fields.items():
            if name not in kinds or kinds[name].startswith(("secret", "choice")) or (name == "filename"):
                continue
            is_line = not kinds[name].startswith("lines") and name not in MANY_LINES
            shown, wanted = cleaned(page.values.get(name, "-").encode(), is_line), cleaned(typed, is_line)
            faults.check(shown == wanted, f"{what}: {name} comes back as {shown[:60]!r}, not {wanted[:60]!r}")


def check_kept(what):
    """Nothing is in the databases that no text has."""
    faults.check(site.one("members", "SELECT coalesce(max(length(title)), 0) FROM upload") <= 120, f"{what}: the title is long")
    for row in site.dump(("members.pending",)) - kept:
        for value in (value for value in row if isinstance(value, str)):
            bad = re.search("[\0-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", value)
            faults.check(not bad, f"{what}: keeps {value[:80]!r} in {row[:2]}")
            if row[1] in ("user", "tag", "act"):
                bad = re.search("[\u202a-\u202e\u2066-\u2069\r\n]", value)
                faults.check(not bad, f"{what}: keeps {value[:80]!r} in {row[:2]}")


def check_pages(what):
    for path in ("/", "/posts/hello", "/users", "/users/bob", "/log", "/tags", "/feed", "/c/1", answer.location):
        if path.startswith("/"):
            page = Browser(url).get(path)
            is_right = page.status < 500 and not Fields(page.text if "<feed" not in page.text else "").is_hostile
            faults.check(is_right, f"{what}: {path} answers {page.status}, or has a script in it")


faults = Faults()
kept = site.dump(("members.pending",))
forms = {}
for line in FORMS.strip().splitlines()[1:]:
    who, path, others, field, kind, limit, right = re.split(" +", line, maxsplit=6)
    names = {"INVITED": INVITED, "NEW": NEW, "RESET": RESET, "PASSWORD": PASSWORD, "SETTINGS": SETTINGS,
             "post": post, "comment": comment, "bobs": bobs}
    path, others, right = (text.format(**names) for text in (path, others, right))
    right = {"/tags": "/tags Tags", "/feed": "/feed Feed"}.get(right, right)
    forms.setdefault((who, path, others), {})[field] = (kind, limit, right.encode())
# The two fields of one form whose others differ.
forms["-", "/login", "-"] = forms.pop(("-", "/login", "next=/tags")) | forms["-", "/login", "-"]

for (who, path, others), table in forms.items():
    browser = Browser(url, None if who == "-" else token(who))
    kinds = {name: kind for name, (kind, _, _) in table.items()}
    right = {} if others == "-" else {name: value.encode() for name, value in (pair.split("=") for pair in others.split("&"))}
    right |= {name: value for name, (_, _, value) in table.items()}
    site.restore()
    answer = browser.send("POST", path, *sent(path, right))
    is_done = answer.status == 303 and not answer.leads_to_login or path in SHOWING and answer.status == 200
    faults.check(is_done, f"{path} with all right answers {answer.status} {answer.location}")
    for field, (kind, limit, _) in table.items():
        wrong = WRONG | {"a million characters": b"x" * 1_000_000}
        if limit != "-":
            wrong["too long"] = b"x" * (int(limit) + 1)
        for name, value in wrong.items():
            what = f"{path} ({others[:10]}) with {name} in {field}"
            # Refused, a form changes nothing.
            (site.forget_tries if answer.status == 422 else site.restore)()
            fields = right | {field: value}
            answer = browser.send("POST", path, *sent(path, fields))
            check_answer(what, answer, fields, kinds, field, name, limit)
            check_kept(what)
            if answer.status == 303 and name in HOSTILE:
                check_pages(what)
site.whole()
faults.end()
