"""For tests: a browser that a site is used with, and its databases from behind."""
import hashlib, http.client, os, re, sqlite3, subprocess, sys, time
from urllib.parse import urlencode, urlsplit

PASSWORD = "seven green umbrellas"
OURS = {"Sec-Fetch-Site": "same-origin"}


def token(name):
    """43 characters, made of a name."""
    return (name + "_" + "0" * 43)[:43]


def hashed(text):
    return hashlib.blake2b(text.encode(), digest_size=32).digest()


class Answer:
    def __init__(self, response, body):
        self.status, self.body = response.status, body
        self.location = re.sub(r"^https?://[^/]*", "", response.getheader("Location", ""))
        self.cookies = dict(line.split(";")[0].split("=", 1) for line in response.headers.get_all("Set-Cookie", []))

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    @property
    def leads_to_login(self):
        return self.status == 303 and self.location.startswith("/login?next=")


class Browser:
    def __init__(self, url, session=None):
        self.host, self.session = urlsplit(url).netloc, session

    def send(self, method, path, body=None, headers=OURS):
        connection = http.client.HTTPConnection(self.host, timeout=60)
        headers = dict(headers)
        if self.session:
            headers["Cookie"] = "session=" + self.session
        if isinstance(body, (dict, list)):
            body = urlencode(body)
        if body is not None:
            headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return Answer(response, response.read())
        finally:
            connection.close()

    def get(self, path):
        return self.send("GET", path)

    def post(self, path, form, headers=OURS):
        return self.send("POST", path, form, headers)


class Site:
    """The databases of a site that is being served."""

    def __init__(self, url, data):
        self.url, self.data = url, data
        # The hash of PASSWORD, once `set_passwords` has made it.
        self.password = None

    def open(self, name):
        connection = sqlite3.connect(f"{self.data}/{name}.db", isolation_level=None, timeout=20)
        # As the keeper has it.
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("PRAGMA synchronous = OFF")
        return connection

    def run(self, name, statement, *values):
        connection = self.open(name)
        try:
            return connection.execute(statement, values).fetchall()
        finally:
            connection.close()

    def one(self, name, statement, *values):
        return self.run(name, statement, *values)[0][0]

    def person(self, name, role="member", email=None):
        """An account in use, with a session whose password was asked for just now."""
        now = int(time.time())
        self.run("site", "INSERT INTO user (name, shown, role, state, about, link, picture, created_at, post_count)"
                 " VALUES (?, ?, ?, 'active', '', '', '', ?, 0)", name, name.capitalize(), role, now)
        id = self.one("site", "SELECT id FROM user WHERE name = ?", name)
        self.run("members", "INSERT INTO member (user_id, email, password, joined_at, approved) VALUES (?, ?, ?, ?, 100)",
                 id, email or f"{name}@example.org", self.password, now)
        self.run("members", "INSERT INTO session VALUES (?, ?, ?, ?, ?, 'test')", hashed(token(name)), id, now, now, now)
        return id

    def set_passwords(self):
        """Makes PASSWORD that of everybody who comes after, by somebody's link."""
        id = self.person("first")
        self.add_token("reset", "password", id)
        answer = Browser(self.url).post("/reset/" + token("password"), {"new-password": PASSWORD})
        assert answer.status == 303, answer.text
        self.password = self.one("members", "SELECT password FROM member WHERE user_id = ?", id)
        self.run("members", "DELETE FROM mail")

    def add_token(self, kind, name, user=None, data=""):
        self.run("members", "INSERT INTO token VALUES (?, ?, ?, ?, ?, ?)", hashed(token(name)), kind, user, data,
                 int(time.time()), int(time.time()) + 3600)
        return token(name)

    def post(self, slug, author, state="published"):
        """A post of somebody; its number."""
        self.run("site", "INSERT INTO post (slug, kind, state, published_at, updated_at, pinned, unlisted, protected,"
                 " comments_open, comment_count, position, authors, tags, image, title, excerpt, html, format, source)"
                 " VALUES (?, 'post', ?, 1000, 1000, 0, 0, 0, 1, 0, 0, ?, '', '', ?, '', '<p>Words.</p>', 'markdown', 'Words.')",
                 slug, state, f"{author}\t{author.capitalize()}", slug.capitalize())
        return self.one("site", "SELECT id FROM post WHERE slug = ?", slug)

    def comment(self, post, author, state="visible"):
        id = self.one("site", "SELECT coalesce(max(id), 0) + 1 FROM comment")
        self.run("site", "INSERT INTO comment SELECT ?, ?, ?, id, name || char(9) || shown, '', ?, ?, NULL, '<p>Hi</p>',"
                 " 'markdown', 'Hi' FROM user WHERE name = ?", id, post, id.to_bytes(5, "big"), state, int(time.time()) - 60, author)
        self.run("site", "UPDATE post SET comment_count = comment_count + (? = 'visible') WHERE id = ?", state, post)
        return id

    def forget_tries(self):
        """Ends the tries that were counted: all requests come from one place here."""
        if os.path.exists(f"{self.data}/tries.db"):
            self.run("tries", "DELETE FROM try")

    def keep(self):
        """Remembers all, for `restore`. From here on, no comment is news that is mailed by itself."""
        for name in ("comments", "approvals"):
            self.run("members", "INSERT OR REPLACE INTO cursor VALUES (?, 1 << 40)", name)
        self.kept = {}
        for name in ("site", "members"):
            self.kept[name] = sqlite3.connect(":memory:")
            self.open(name).backup(self.kept[name])

    def restore(self):
        for name, kept in self.kept.items():
            connection = self.open(name)
            kept.backup(connection)
            connection.close()
        self.forget_tries()

    def dump(self, without=()):
        """All rows of both databases, less tables or columns that are named like `members.session.seen_at`."""
        rows = set()
        for name in ("site", "members"):
            connection = self.open(name)
            for (table,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
                if f"{name}.{table}" in without or table.startswith("search_"):
                    continue
                cursor = connection.execute(f"SELECT * FROM {table}")
                columns = [column[0] for column in cursor.description]
                left = [i for i, column in enumerate(columns) if f"{name}.{table}.{column}" not in without]
                rows.update((name, table) + tuple(row[i] for i in left) for row in cursor)
            connection.close()
        return rows

    def whole(self):
        for name in ("site", "members"):
            found = self.one(name, "PRAGMA integrity_check")
            assert found == "ok", f"{name}.db: {found}"


def programs(home):
    """What each route program of the site declares."""
    import json
    clean = {"PATH": os.environ["PATH"]}
    declared = (subprocess.check_output([f"{home}/cgi-bin/{name}", "--route"], env=clean)
                for name in sorted(os.listdir(f"{home}/Sources/cgi-bin")))
    return {route["name"]: route for route in map(json.loads, declared)}


class Faults:
    """What went wrong, all of it told at the end."""

    def __init__(self):
        self.lines, self.checks = [], 0

    def check(self, is_right, *words):
        self.checks += 1
        if not is_right:
            self.lines.append(" ".join(str(word) for word in words))

    def end(self):
        print(f"{self.checks} checks, {len(self.lines)} faults")
        sys.exit("\n".join(self.lines) or None)
