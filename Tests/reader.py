"""What Tests/journey.py stands on: people with browsers, the mail that they get, and what they have at hand."""
import base64
import email
import email.policy
import glob
import hashlib
import hmac
import os
import re
import struct
import sys
import time
import zlib

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select

ADDRESS, OWNER_LINK, MAIL, FOLDER = sys.argv[1:]
PATIENCE = 20


def until(what, *arguments):
    """What `what` returns, once that is true; its last answer or complaint where it never is."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            answer = what(*arguments)
            if answer or time.monotonic() > end:
                return answer
        except WebDriverException:
            # The page may be on its way out.
            if time.monotonic() > end:
                raise
        time.sleep(0.05)


class Reader:
    """Somebody with a browser of her own."""

    def __init__(self, name):
        self.name = name
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for argument in ["--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,900"]:
            options.add_argument(argument)
        if os.getuid() == 0:
            options.add_argument("--no-sandbox")
        options.add_experimental_option("prefs", {
            "profile.managed_default_content_settings.javascript": 2,
            "download.default_directory": FOLDER,
        })
        self.browser = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
        self.browser.get("data:text/html,<title>off</title><script>document.title = 'on'</script>")
        assert self.browser.title == "off", "JavaScript is on"

    def open(self, path):
        self.browser.get(path if path.startswith("http") else ADDRESS + path)

    def find(self, selector):
        found = until(self.browser.find_elements, By.CSS_SELECTOR, selector)
        assert found, f"{self.name} finds no {selector} at {self.browser.current_url}"
        return found[0]

    def click(self, words, within="body"):
        """Clicks the first link or button that says this and is shown."""
        def shown():
            return [each for each in self.browser.find_elements(By.CSS_SELECTOR, f"{within} a, {within} button")
                    if each.text.strip() == words and each.is_displayed()]
        found = until(shown)
        assert found, f"{self.name} finds nothing to click that says {words!r} at {self.browser.current_url}"
        found[0].click()

    def fill(self, **fields):
        """Types into fields, by their names; `_` stands for `-`."""
        for name, value in fields.items():
            field = self.find(f"main [name={name.replace('_', '-')}]:not([type=hidden])")
            if field.tag_name == "select":
                Select(field).select_by_visible_text(value)
            elif field.get_dom_attribute("type") == "checkbox":
                if field.is_selected() != value:
                    field.click()
            else:
                if field.get_dom_attribute("type") != "file":
                    field.clear()
                field.send_keys(value)

    def text(self):
        return self.browser.find_element(By.TAG_NAME, "body").text

    def sees(self, *words):
        for each in words:
            assert until(lambda: each in self.text()), f"{self.name} does not see {each!r} at {self.browser.current_url} but:\n{self.text()}"

    def misses(self, *words):
        text = self.text()
        for each in words:
            assert each not in text, f"{self.name} sees {each!r} at {self.browser.current_url}:\n{text}"

    def is_at(self, path):
        assert until(lambda: self.browser.current_url.startswith(ADDRESS + path)), f"{self.name} is at {self.browser.current_url}, not {path}"

    def cookies(self):
        return "; ".join(f"{each['name']}={each['value']}" for each in self.browser.get_cookies())


def mail(recipient, subject):
    """The mail to somebody whose subject has these words, once it came over SMTP."""
    def arrived():
        for path in sorted(glob.glob(f"{MAIL}/{recipient}-*.eml"), reverse=True):
            with open(path, "rb") as file:
                message = email.message_from_binary_file(file, policy=email.policy.default)
            if subject in message["Subject"]:
                return message
    message = until(arrived)
    assert message, f"no mail to {recipient} about {subject!r}, only {os.listdir(MAIL)}"
    return message


def link(message, path):
    """The link in a mail that leads to the path."""
    return re.search(re.escape(ADDRESS + path) + r"[^\s>]+", message.get_content())[0]


def code(secret, step):
    """The six digits of a time step (RFC 6238)."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    start = digest[-1] & 15
    return "%06d" % ((struct.unpack(">I", digest[start:start + 4])[0] & 0x7FFFFFFF) % 1_000_000)


def picture(width, height):
    """A PNG, its lines from dark to light."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    lines = b"".join(b"\0" + bytes([line * 255 // height, 120, 90]) * width for line in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b""))
