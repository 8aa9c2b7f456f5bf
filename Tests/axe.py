"""axe.py HOME URL DATA AXE [PAGE...]: looks at every kind of page in Chromium, in light and dark. Exit 1 where axe-core
finds a violation, where the browser blocks something by the site's policy, or where a page has a script or a style of its own.

AXE is the file axe.min.js. HOME/htdocs/shown has nginx's pages of errors. With PAGEs, only these.
"""
import json, os, sys, time
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from browser import PASSWORD, Browser, Faults, Site, token

home, url, data, axe = sys.argv[1:5]
only = sys.argv[5:]
site = Site(url, data)
site.set_passwords()
olga, bob = site.person("olga", "owner"), site.person("bob")
site.run("site", "UPDATE user SET about = 'Drinks tea.', link = 'https://example.org/' WHERE name = 'bob'")
post = site.post("talk", "olga")
site.run("site", "INSERT INTO listing SELECT 'posts', id, published_at FROM post WHERE slug = 'talk'")
comments = [site.comment(post, name) for name in ("olga", "bob", "bob", "olga")]
held, hidden = site.comment(post, "bob", "held"), site.comment(post, "bob", "hidden")
locked = site.post("behind", "olga")
site.run("site", "UPDATE post SET protected = 1 WHERE id = ?", locked)
site.run("members", "INSERT INTO post_password VALUES (?, ?)", locked, site.password)
site.run("members", "INSERT INTO mail VALUES (7, 'x@example.org', 'Subject', 'b', '', 1, 4503599627370496, 10, '550 no such')")
owner = Browser(url, token("olga"))


def done(answer):
    assert answer.status in (200, 303), (answer.status, answer.text)


# What scrolls sideways.
WIDE = "Other words\n\n    " + "code " * 60 + "\n\n|a|b|c|\n|-|-|-|\n" + "|" + ("w" * 60 + "|") * 3 + "\n"

# What was done before the pages are looked at.
done(owner.post("/write/new", dict(title="Draft", source="Some *words*, and\n\nmore.", do="draft", slug="a-draft")))
done(owner.post("/write/new", dict(title="Draft", source="Some words", do="publish", slug="saved", tags="one, two", comments="1")))
saved = site.one("site", "SELECT id FROM post WHERE slug = 'saved'")
done(owner.post("/write/saved", dict(title="Saved", source=WIDE, do="publish", slug="saved", tags="one", comments="1",
                                     post=saved, base=site.one("site", "SELECT updated_at FROM post WHERE id = ?", saved))))
done(owner.post("/hooks", {"address": "https://example.org/hook", "post": "1"}))
done(owner.post("/account/invitations", {"email": "ina@example.net"}))
done(Browser(url, token("bob")).post(f"/flag/comment/{comments[0]}", {"reason": "spam"}))
done(owner.post("/moderate/user/bob", {"do": "note", "note": "Look at this."}))
done(owner.post(f"/moderate/comment/{comments[3]}", {"do": "hide", "reason": "Be kind"}))
links = {kind: site.add_token(kind, kind, user, rest) for kind, user, rest in (
    ("reset", bob, ""), ("invite", olga, "ina@example.net"), ("confirm", None, "nora nora@example.net"))}
imported = [row[0] for row in site.run("site", "SELECT slug FROM post WHERE state = 'published' ORDER BY id")]
comment = comments[1]

READER = ["/", "/tags", "/tags/one", "/archive", "/archive/2024", "/archive/2024/01", "/users", "/users/bob", "/log", "/search",
          "/search?q=words", "/search?q=nowhere-at-all", "/login", "/login?proof=1&next=/", "/join", "/reset", "/nowhere",
          "/api", "/guestbook", "/stats", "/unlock/behind", f"/posts/talk?after=1", "/leave/done",
          f"/join/{links['invite']}", f"/confirm/{links['confirm']}", f"/reset/{links['reset']}", "/join/" + "x" * 43]
READER += [f"/posts/{slug}" for slug in imported]
READER += [f"/shown/{name}" for name in sorted(os.listdir(f"{home}/htdocs/shown/")) if name.endswith(".html")]
OWNER = ["/", "/posts/talk", "/account", "/account/profile", "/account/email", "/account/password", "/account/two-factor",
         "/account/sessions", "/account/tokens", "/account/mail", "/account/invitations", "/export", "/leave", "/logout", "/files",
         "/write", "/write/new", "/write/saved", "/revisions/saved", "/revisions/saved?from=1&to=2", f"/comment/{post}",
         f"/comment/edit/{comments[0]}", f"/comment/delete/{comments[0]}", f"/flag/comment/{comment}", f"/follow/{post}",
         "/moderate", f"/moderate/comment/{comment}", f"/moderate/comment/{held}", f"/moderate/user/bob", f"/moderate/post/{post}",
         "/settings", "/settings?saved=1", "/figures", "/status", "/status?since=1h", "/hooks", "/users/olga", "/guestbook"]
# Sent as they are, or with fields filled in: what then stands on the page.
SENT = {"reader": ["/login", "/join", "/reset", "/unlock/behind", "/guestbook", f"/confirm/{links['confirm']}"],
        "owner": ["/write/new", f"/comment/{post}", "/settings?title=", "/hooks", "/account/password", "/account/tokens?name=Backup&days=7",
                  "/account/email", f"/moderate/comment/{comment}", "/files"]}

options = webdriver.ChromeOptions()
options.binary_location = "/usr/bin/chromium"
for argument in ["--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,900"]:
    options.add_argument(argument)
if os.getuid() == 0:
    options.add_argument("--no-sandbox")
options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
browser = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
browser.set_script_timeout(30)
script = open(axe).read()
faults = Faults()
seen = set()

LOOK = """
const done = arguments[arguments.length - 1];
axe.run(document, arguments[0]).then(
    found => done(found.violations.map(each => [each.id, each.help, each.nodes.map(node => node.html + " " + (node.any[0]?.message ?? ""))])),
    error => done([["error", String(error), []]]));
"""
OWN = """return [...document.querySelectorAll("script:not([type='application/ld+json']), style, [style], iframe, object, embed, [href^='javascript:']")]
    .concat([...document.querySelectorAll("*")].filter(each => [...each.attributes].some(name => name.name.startsWith("on"))))
    .map(each => each.outerHTML.slice(0, 200))"""


def scheme(name):
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": name}]})


def blocked_here():
    """What the browser would not do on this page, in its words."""
    return [entry["message"] for entry in browser.get_log("browser") if "Content Security Policy" in entry["message"]]


def look(who, page):
    """The page that the browser shows."""
    name = f"{page} ({who})"
    blocked = blocked_here()
    faults.check(not blocked, name, "is blocked:", blocked)
    faults.check(browser.execute_script("return document.styleSheets.length") == (1 if page.startswith("/shown/") else 2),
                 name, "has not its style sheets")
    own = browser.execute_script(OWN)
    faults.check(not own, name, "has a script or style of its own:", own)
    seen.add(browser.title)
    browser.execute_script(script)
    for light in ("light", "dark"):
        scheme(light)
        # The same elements, in other colours.
        rules = {} if light == "light" else {"runOnly": ["color-contrast", "link-in-text-block"]}
        for rule, words, nodes in browser.execute_async_script(LOOK, rules):
            faults.check(False, f"{name}, {light}: {rule}: {words}", json.dumps(nodes[:3], ensure_ascii=False)[:600])
        faults.checks += 1


def enter(who):
    browser.get(url + "/favicon.svg")
    browser.delete_all_cookies()
    if who == "owner":
        browser.add_cookie({"name": "session", "value": token("olga")})
        browser.add_cookie({"name": "me", "value": "olga"})


try:
    for who, pages in (("reader", READER), ("owner", OWNER)):
        enter(who)
        for page in pages:
            if not only or page in only:
                scheme("light")
                browser.get(url + page)
                look(who, page)
        for page in SENT[who]:
            if not only or page in only:
                path, _, fields = page.partition("?")
                browser.get(url + path)
                # What the browser itself would hold back is sent all the same.
                browser.execute_script("""
                    const form = document.querySelector("main form:not([action='/logout'])");
                    for (const field of arguments[0].split("&").filter(each => each)) {
                        const [name, value] = field.split("=");
                        form.elements[name].value = value;
                    }
                    form.noValidate = true;
                    const button = form.querySelector("button");
                    button.formNoValidate = true;
                    button.click()""", fields)
                time.sleep(0.2)
                look(who, f"{page} sent")
    # What should never come into a page would stay without effect there, and be told of above.
    site.run("site", "UPDATE post SET html = ? WHERE slug = 'talk'",
             '<p style="color: red">Red</p><script>document.title = "run"</script><img src="http://127.0.0.1:1/a.png" alt="">')
    time.sleep(2.1)
    browser.get(url + "/posts/talk")
    blocked = blocked_here()
    faults.check(len(blocked) >= 2 and browser.title != "run", "The browser does not keep to the policy:", browser.title, blocked)
finally:
    browser.quit()
print(f"{len(seen)} titles")
faults.end()
