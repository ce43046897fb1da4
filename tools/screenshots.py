"""Takes the README's pictures from a demo that is running, as its users see it."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journey.browser import WIDE, chromium, window
from tests.journey.installation import Installation, running

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with running() as installation, chromium() as browser:
        with window(browser, size=WIDE) as page:
            page.goto(installation.administrator_link())
            page.locator("main form button[type=submit]").click()
            expect(page).to_have_url(re.compile("/sales-users/"))
            administration(page, installation)
            state = page.context.storage_state()
        with window(browser, size=WIDE, theme="dark", state=state) as page:
            page.goto(f"{installation.url}/accounts/")
            keep(page, "accounts-dark")


def administration(page: Page, installation: Installation) -> None:
    keep(page, "sales-users")
    page.locator("tbody a[href*='/sales-users/']").first.click()
    expect(page.locator(".lg-tl").first).to_be_visible()
    keep(page, "person")
    page.goto(f"{installation.url}/admin/invite/")
    choose(page)
    keep(page, "invite-people")
    page.get_by_role("button", name="Next").click()
    box = page.get_by_role("checkbox", name="Account Insight")
    if not box.is_checked():
        box.check()
    page.get_by_role("button", name="Next").click()
    expect(page.frame_locator("iframe").first.locator("h1")).to_be_visible()
    keep(page, "invite-message")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page).to_have_url(re.compile("/batches/"))
    keep(page, "progress")
    page.goto(f"{installation.url}/accounts/")
    keep(page, "accounts")
    page.locator("main tbody a").first.click()
    expect(page.locator("svg.lg-chart")).to_be_visible()
    keep(page, "account")


def choose(page: Page) -> None:
    page.locator("select[name=profile]").select_option("Account Executive")
    rows = page.locator("#rows label.lg-opt input[type=checkbox]")
    expect(rows.nth(4)).to_be_visible()
    for number in range(5):
        rows.nth(number).check()
    page.get_by_role("button", name="End of year").click()
    expect(page.locator("#chosen .lg-chip")).to_have_count(5)


def keep(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=str(PICTURES / f"{name}.png"), caret="initial")


if __name__ == "__main__":
    main()
