"""axe finds nothing on any page, in either language or theme."""

import shutil
import sqlite3

import pytest
from playwright.sync_api import Page, expect

from tests.journey.browser import COLOURS, axe_findings, window
from tests.journey.installation import running
from tests.journey.places import PASSWORD, SALES_USERS, speak

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey")]

LANGUAGES = ["en", "fr"]


@pytest.fixture(scope="session")
def mailbox(installation, tmp_path_factory):
    """A copy of the installation without an SMTP server: its mails stay, to be read."""
    home = tmp_path_factory.mktemp("mailbox")
    shutil.copytree(installation.home / "demo-crm", home / "demo-crm")
    shutil.copy(installation.home / "demo-secret.key", home)
    name = "lorgnette.sqlite3"
    with sqlite3.connect(installation.home / name) as old, sqlite3.connect(home / name) as new:
        old.backup(new)
    with running(home) as copy:
        yield copy


def look(page: Page) -> list[str]:
    """What axe finds here in both themes: only colours differ, so a page is fetched once."""
    page.emulate_media(color_scheme="light")
    found = axe_findings(page)
    page.emulate_media(color_scheme="dark")
    return found + [f"dark: {finding}" for finding in axe_findings(page, COLOURS)]


def walk(page: Page, base: str, addresses: list[str]) -> list[str]:
    found: list[str] = []
    for address in addresses:
        page.goto(f"{base}{address}")
        expect(page.locator("main h1")).to_have_count(1)
        found += look(page)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wrong_in_the_administration(
    browser, installation, administrator, places, language
):
    with window(browser, language, state=administrator) as page:
        speak(page, installation.url, language)
        assert walk(page, installation.url, places.of_administrator) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wrong_in_the_sheet_beside_the_list(
    browser, installation, administrator, places, language
):
    with window(browser, language, state=administrator) as page:
        speak(page, installation.url, language)
        page.goto(f"{installation.url}{SALES_USERS}?status=active")
        page.locator("[data-lg-sheet-link]").first.click()
        expect(page.locator("dialog[open] h1")).to_be_focused()
        assert look(page) == []
        page.locator("dialog a[href$='/extend/']").click()
        expect(page.locator("dialog #ask-title")).to_be_focused()
        assert look(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wrong_in_account_insight(browser, installation, places, language):
    with window(browser, language, state=places.seller) as page:
        speak(page, installation.url, language)
        assert walk(page, installation.url, places.of_seller) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wrong_where_access_has_ended(browser, installation, places, language):
    with window(browser, language) as page:
        page.goto(f"{installation.url}/sign-in/?next=/accounts/")
        page.locator("input[type=email]").fill(places.shut_out)
        page.locator("input[type=password]").fill(PASSWORD)
        page.locator("main form button[type=submit]").click()
        expect(page).to_have_url(f"{installation.url}/accounts/")
        assert look(page) == []
        assert walk(page, installation.url, ["/profile/"]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wrong_before_anybody_signs_in(browser, installation, places, language):
    with window(browser, language) as page:
        assert walk(page, installation.url, places.of_anybody) == []
        page.goto(installation.administrator_link())
        assert look(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wrong_with_the_answer_to_a_wrong_form(
    browser, installation, administrator, places, language
):
    with window(browser, language, state=administrator) as page:
        speak(page, installation.url, language)
        page.goto(f"{installation.url}{places.draft}people/?way=email")
        page.locator("button[name=do][value=next]").click()
        expect(page.locator("[aria-invalid=true]").first).to_be_focused()
        assert look(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wrong_in_the_mailbox(browser, mailbox, administrator, places, language):
    with window(browser, language, state=administrator) as page:
        speak(page, mailbox.url, language)
        page.goto(f"{mailbox.url}/admin/mailbox/")
        first = page.locator("main tbody a").first.get_attribute("href")
        addresses = ["/admin/mailbox/", f"{first}?view=html", f"{first}?view=text"]
        assert walk(page, mailbox.url, addresses) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_colour_that_is_hard_to_read_would_be_found(browser, installation, administrator, theme):
    faint = {"light": "light-dark(#ccb, #eee)", "dark": "light-dark(#111, #443)"}[theme]
    with window(browser, state=administrator) as page:
        page.goto(f"{installation.url}/admin/crm/")
        page.evaluate(
            """colour => {
                const style = new CSSStyleSheet();
                style.replaceSync(`h1 { color: ${colour} !important; }`);
                document.adoptedStyleSheets = [style];
            }""",
            faint,
        )
        assert ["color-contrast" in finding for finding in look(page)] == [True]
