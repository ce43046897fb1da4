"""Headless Chromium for people: one browser, a fresh window for each."""

import contextlib
import shutil
from collections.abc import Iterator, Mapping

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
WIDE, MIDDLE, PHONE = (1440, 1000), (1024, 900), (390, 844)
# Everything that WCAG 2.2 A and AA ask for.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
# Those of them that another theme may break.
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}


class NoChromium(Exception):
    """Chromium is not installed (Debian: apt-get install chromium)."""


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        raise NoChromium
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@contextlib.contextmanager
def window(
    browser: Browser,
    language: str = "en",
    size: tuple[int, int] = WIDE,
    theme: str = "light",
    state: StorageState | None = None,
) -> Iterator[Page]:
    """A person's own window; anything the page complains about fails the test."""
    context: BrowserContext = browser.new_context(
        locale=language,
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if theme == "dark" else "light",
        timezone_id="Europe/Paris",
        reduced_motion="reduce",
        storage_state=state,
    )
    complaints: list[str] = []
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: (
            complaints.append(f"{message.text} {message.location}")
            if message.type == "error" and "Failed to load resource" not in message.text
            else None
        ),
    )
    try:
        yield page
        assert complaints == [], complaints
    finally:
        context.close()


def axe_findings(page: Page, rules: Mapping[str, object] = RULES) -> list[str]:
    """What axe finds wrong, each with the first place."""
    found = Axe().run(page, options=dict(rules)).response["violations"]
    return [f"{page.url} {v['id']}: {v['nodes'][0]['html'][:200]}" for v in found]
