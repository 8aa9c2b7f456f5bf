"""drawing.py ADDRESS FOLDER NAME=PATH...: how pages of the site look, on a desk and in a hand."""
import os
import sys

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

address, folder, *pages = sys.argv[1:]
for width, height in [(1280, 900), (390, 844)]:
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ["--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--no-sandbox", "--hide-scrollbars"]:
        options.add_argument(argument)
    browser = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
    try:
        # A window can't be as narrow as a telephone.
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500})
        # By the root and by HTTP, as somebody types it.
        for name, path in (page.split("=", 1) for page in pages):
            browser.get(address.replace("https://www.", "http://") + path)
            assert browser.current_url == address + path, browser.current_url
            assert browser.find_elements(By.CSS_SELECTOR, "main"), browser.page_source
            assert browser.execute_script("return document.documentElement.scrollWidth") <= width, "the page is wider than the window"
            browser.save_screenshot(os.path.join(folder, f"drawing-{name}-{width}.png"))
    finally:
        browser.quit()
