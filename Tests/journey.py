"""journey.py ADDRESS OWNER_LINK MAIL FOLDER: what people do on a site, in Chromium without JavaScript.

The site is empty and is at ADDRESS; OWNER_LINK is what `foobar serve` printed; MAIL is where Tests/mailbox puts what
it takes; FOLDER is for what is uploaded, downloaded and, where a step fails, photographed. Each step is a function
below, in the order in which they happen, and asserts what its reader sees.
"""
import json
import os
import tarfile
import time
import urllib.error
import urllib.request

from selenium.webdriver.common.by import By

from reader import ADDRESS, FOLDER, OWNER_LINK, Reader, code, link, mail, picture, until

PASSWORD = "seven green umbrellas"
NEW_PASSWORD = "a wholly other thing"


def the_owner_begins(olga):
    olga.open(OWNER_LINK)
    olga.sees("The site is yours")
    olga.fill(name="olga", email="olga@example.org", new_password=PASSWORD)
    olga.click("Make the site mine")
    olga.is_at("/")
    olga.sees("Your site is running")
    olga.open(OWNER_LINK)
    olga.sees("This link works no more")


def the_owner_sets_the_site_up(olga):
    olga.open("/account")
    olga.click("Settings of the site")
    olga.fill(title="Tea house", about="What we drink, and why.", zone="Nowhere/Atall")
    olga.click("Save settings")
    olga.sees("There is no time zone of this name")
    olga.fill(zone="Europe/Vienna")
    olga.click("Save settings")
    olga.sees("The settings are saved.", "Tea house")


def sign_up(reader):
    address = f"{reader.name}@example.org"
    reader.open("/")
    reader.click("Log in", "header")
    reader.click("Sign up")
    reader.fill(name=reader.name, email=address)
    reader.click("Sign up")
    reader.sees("Look into your mail")
    reader.open(link(mail(address, "Tea house"), "/confirm/"))
    reader.sees(address)
    reader.fill(new_password="password")
    reader.click("Finish")
    reader.sees("would be guessed soon")
    reader.fill(new_password=PASSWORD)
    reader.click("Finish")
    reader.sees(f"You are {reader.name}")


def the_first_post(olga, ned):
    file = os.path.join(FOLDER, "kettle.png")
    with open(file, "wb") as out:
        out.write(picture(1200, 600))
    olga.open("/")
    olga.click("Write")
    olga.click("Files")
    olga.fill(file=file, title="A kettle")
    olga.click("Upload")
    markdown = olga.find("input[readonly]").get_dom_attribute("value")
    olga.open("/write")
    olga.click("New post")
    olga.fill(title="Green tea", source=f"Not *too* hot.\n\n{markdown}\n", tags="Tea, Green")
    olga.click("Preview")
    olga.sees("This is a preview", "Not too hot.")
    ned.open("/posts/green-tea")
    ned.sees("no page")
    olga.click("Publish")
    olga.is_at("/posts/green-tea")
    ned.open("/")
    ned.sees("What we drink, and why.")
    ned.click("Green tea")
    ned.sees("Green tea", "Not too hot.")
    image = ned.find(".prose img")
    assert image.get_dom_attribute("alt") == "A kettle" and "480w" in image.get_dom_attribute("srcset")
    assert ned.find("em").text == "too"
    assert until(lambda: image.get_property("naturalWidth")) > 0, "the picture does not load"


def a_comment_waits(mia, ned):
    mia.open("/posts/green-tea")
    mia.fill(text="How hot *is* that?")
    mia.click("Post comment")
    mia.sees("moderator", "How hot is that?")
    for reader in mia, ned:
        reader.open("/posts/green-tea")
        reader.misses("How hot")


def open_anew(reader, path):
    """What somebody else has just written is there for all others when the second of a kept page is over."""
    time.sleep(2.1)
    reader.open(path)


def it_is_approved(olga, ned):
    olga.open("/account")
    olga.click("Moderation")
    olga.sees("How hot is that?")
    olga.click("Approve")
    olga.sees("None waits.")
    open_anew(ned, "/posts/green-tea")
    ned.sees("How hot is that?", "1 comment")


def it_is_answered(olga, mia):
    olga.open("/posts/green-tea")
    olga.click("Reply", "#comments")
    olga.sees("Answer mia", "How hot is that?")
    olga.fill(text="Seventy degrees.")
    # A form that comes back sooner was filled in by no hand.
    time.sleep(2)
    olga.click("Preview")
    olga.sees("Preview", "Seventy degrees.")
    olga.click("Post answer")
    olga.is_at("/posts/green-tea#c2")
    olga.sees("2 comments")
    message = mail("mia@example.org", "olga answered you")
    assert "> Seventy degrees." in message.get_content()
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = message["List-Unsubscribe"].strip("<>")
    assert address == link(message, "/unsubscribe/")
    mia.open(address)
    mia.sees("about answers to what you write")
    mia.click("End this mail")
    mia.sees("You get no more mail about answers")
    mia.open("/account/mail")
    assert not mia.find("[name=replies]").is_selected()


def it_is_flagged_hidden_and_restored(ned, olga):
    ned.open("/posts/green-tea")
    ned.click("Flag", "#c1")
    ned.fill(reason="It does not belong here", words="It is about heat.")
    ned.click("Flag", "main")
    ned.sees("Thank you")
    olga.open("/moderate")
    olga.sees("It is about heat.")
    olga.click("A comment on Green tea")
    olga.click("Hide")
    olga.sees("Give a reason")
    olga.fill(reason="Too much heat")
    olga.click("Hide")
    olga.sees("It is hidden")
    open_anew(ned, "/posts/green-tea")
    ned.sees("This comment was hidden by a moderator.", "Seventy degrees.")
    ned.misses("How hot")
    ned.open("/log")
    ned.sees("Too much heat")
    ned.misses("ned", "It is about heat.")
    olga.open("/moderate")
    olga.sees("Nothing is flagged.", "Hidden lately")
    olga.click("A comment on “Green tea”")
    olga.click("Restore")
    olga.sees("Everyone can read it.")
    olga.open("/moderate")
    olga.misses("Hidden lately")
    open_anew(ned, "/posts/green-tea")
    ned.sees("How hot is that?")


def log_out(reader):
    reader.open("/")
    reader.click("Log out", "footer")
    reader.click("Log out", "main")
    reader.is_at("/")
    assert reader.find("header a.out").is_displayed()


def log_in(reader, password):
    reader.open("/login")
    reader.fill(name=f"{reader.name}@example.org", password=password)
    reader.click("Log in", "main")


def codes_from_a_phone(mia):
    """Turns them on, and logs in with one; returns the recovery codes."""
    mia.open("/account")
    mia.click("Code from your phone")
    assert mia.find("main svg").is_displayed()
    secret = mia.find("main code").text.replace(" ", "")
    mia.fill(code="000000")
    mia.click("Turn it on")
    mia.sees("That is not the code")
    step = int(time.time()) // 30
    mia.fill(code=code(secret, step))
    mia.click("Turn it on")
    mia.sees("Your recovery codes")
    recovery = [each.text for each in mia.browser.find_elements(By.CSS_SELECTOR, "main li code")]
    assert len(recovery) == 8
    log_out(mia)
    log_in(mia, PASSWORD)
    mia.sees("Your code")
    mia.fill(code=code(secret, step))
    mia.click("Log in", "main")
    mia.sees("That did not work yet")
    mia.fill(code=code(secret, step + 1))
    mia.click("Log in", "main")
    mia.is_at("/")
    assert mia.find("header a.me").is_displayed()
    return recovery


def a_forgotten_password(mia, recovery):
    log_out(mia)
    mia.open("/login")
    mia.click("Forgot your password?")
    mia.fill(email="mia@example.org")
    mia.click("Send the link")
    mia.sees("Look into your mail")
    address = link(mail("mia@example.org", "password"), "/reset/")
    mia.open(address)
    mia.sees("A new password", "For mia")
    mia.fill(new_password=NEW_PASSWORD)
    mia.click("Change the password")
    mia.is_at("/login")
    mia.open(address)
    mia.sees("This link works no more")
    mail("mia@example.org", "Your password was changed")
    log_in(mia, PASSWORD)
    mia.sees("do not belong together")
    log_in(mia, NEW_PASSWORD)
    mia.fill(code=recovery[0])
    mia.click("Log in", "main")
    mia.is_at("/")


# For each: whether it is displayed to nobody in particular, to mia, and to olga.
LINKS = {
    "header a[href='/login']": (True, False, False),
    "header a[href='/write']": (False, True, True),
    "header a[href='/account']": (False, True, True),
    "footer a[href='/logout']": (False, True, True),
    "footer a[href='/log']": (True, True, True),
    "a[href='/write/green-tea']": (False, False, True),
    "a[href='/comment/edit/1']": (False, True, False),
    "a[href='/comment/delete/1']": (False, True, False),
    "a[href='/comment/delete/2']": (False, False, True),
    "a[href='/flag/comment/1']": (False, True, True),
    "a[href='/comment/1?to=1']": (False, True, True),
    "a[href='/login?next=/comment/1']": (True, False, False),
    "#comments textarea": (False, True, True),
}


def who_sees_which_links(*readers):
    for index, reader in enumerate(readers):
        open_anew(reader, "/posts/green-tea")
        for selector, shown in LINKS.items():
            element = reader.find(selector)
            displays = [each.value_of_css_property("display") for each in [element, *element.find_elements(By.XPATH, "ancestor::*")]]
            assert ("none" not in displays) == shown[index], f"{reader.name}, {selector}: {displays}"
        reader.browser.save_screenshot(os.path.join(FOLDER, f"links-{reader.name}.png"))


def fetch(path, cookies="", tag=""):
    """Status, ETag and body of an answer, in its own words."""
    request = urllib.request.Request(ADDRESS + path, headers={"Cookie": cookies, "If-None-Match": tag})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.headers["ETag"], answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers["ETag"], answer.read()


def pages_are_the_same_for_everyone(*readers):
    paths = ["/", "/posts/green-tea", "/tags", "/tags/tea", "/users", "/users/mia", "/archive", "/search",
             "/search?q=hot", "/feed", "/log", "/posts/nothing", "/nothing"]
    for path in paths:
        status, tag, body = fetch(path)
        assert status == (404 if "nothing" in path else 200) and body, (path, status)
        assert tag or status == 404, path
        for reader in readers:
            assert fetch(path, reader.cookies()) == (status, tag, body), f"{path} is another page for {reader.name}"
            if status == 200:
                assert fetch(path, reader.cookies(), tag)[0] == 304, f"{path} is sent again to {reader.name}"
    sheets = {fetch("/me.css", cookies) for cookies in ["", *(each.cookies() for each in readers)]}
    assert len(sheets) == 1 + len(readers), sheets


def she_takes_what_is_hers(mia):
    mia.open("/account")
    mia.click("Your data")
    mia.click("Download mia.tar.gz")
    path = os.path.join(FOLDER, "mia.tar.gz")
    assert until(lambda: os.path.exists(path) and os.path.getsize(path)), os.listdir(FOLDER)
    with tarfile.open(path) as archive:
        comments = json.load(archive.extractfile("mia/comments.json"))
        member = json.load(archive.extractfile("mia/member.json"))
    assert [each["source"] for each in comments] == ["How hot *is* that?"]
    assert member[0]["email"] == "mia@example.org"


def she_leaves(mia, ned):
    mia.open("/account")
    mia.click("Delete your account")
    mia.fill(texts="Stays, without my name")
    mia.click("Delete my account")
    mia.sees("Tick this to delete your account.")
    mia.fill(sure=True)
    mia.click("Delete my account")
    mia.sees("Your account is gone")
    assert mia.find("header a.out").is_displayed() and not {"session", "me"} & {each.split("=")[0] for each in mia.cookies().split("; ")}
    log_in(mia, NEW_PASSWORD)
    mia.sees("do not belong together")
    open_anew(ned, "/users/mia")
    ned.sees("no page")
    ned.open("/posts/green-tea")
    ned.sees("How hot is that?", "Seventy degrees.")
    ned.misses("mia")


def journey(olga, mia, ned):
    the_owner_begins(olga)
    the_owner_sets_the_site_up(olga)
    sign_up(mia)
    the_first_post(olga, ned)
    a_comment_waits(mia, ned)
    it_is_approved(olga, ned)
    it_is_answered(olga, mia)
    who_sees_which_links(ned, mia, olga)
    pages_are_the_same_for_everyone(mia, olga)
    sign_up(ned)
    it_is_flagged_hidden_and_restored(ned, olga)
    recovery = codes_from_a_phone(mia)
    a_forgotten_password(mia, recovery)
    she_takes_what_is_hers(mia)
    she_leaves(mia, ned)


readers = []
try:
    for name in ["olga", "mia", "ned"]:
        readers.append(Reader(name))
    journey(*readers)
except BaseException:
    for reader in readers:
        reader.browser.save_screenshot(os.path.join(FOLDER, f"failed-{reader.name}.png"))
    raise
finally:
    for reader in readers:
        reader.browser.quit()
