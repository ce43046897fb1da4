"""The main job as people do it: invite from the CRM, read the mail, accept, look."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journey.browser import window
from tests.journey.places import never_invited
from tests.journey.post import letter_to, link_of
from tests.journey.words import ENGLISH, FRENCH, Words

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey")]

PICTURES = os.environ.get("LORGNETTE_PICTURES")
PASSWORD = "sept-marches-vers-le-quai"


def picture(page: Page, words: Words, name: str) -> None:
    """Kept where somebody asked for pictures."""
    if PICTURES:
        path = Path(PICTURES) / f"{words.language}-{name}.png"
        page.screenshot(path=str(path), caret="initial")


def speak(page: Page, words: Words) -> None:
    """Chooses the language in the menu, where it is another."""
    if page.locator("html").get_attribute("lang") != words.language:
        page.locator(".lg-tree [data-lg-menu] > summary").click()
        page.locator(f".lg-tree button[name=language][value={words.language}]").click()
    expect(page.locator("html")).to_have_attribute("lang", words.language)


def choose_people(page: Page, words: Words, addresses: list[str]) -> None:
    """Finds and ticks them, and chooses until when."""
    page.get_by_role("link", name=words.invite).click()
    expect(page.get_by_role("link", name=words.by_crm)).to_have_attribute("aria-current", "page")
    page.locator("select[name=profile]").select_option("Account Executive")
    expect(page).to_have_url(re.compile("profile=Account"))
    rows = page.locator("#rows label.lg-opt")
    for address in addresses:
        rows.filter(has_text=address).locator("input[type=checkbox]").check()
    expect(page.locator("#chosen .lg-chip")).to_have_count(2)
    page.get_by_role("button", name=words.end_of_year).click()
    expect(page.get_by_label(words.expires)).not_to_have_value("")
    picture(page, words, "1-people")
    page.get_by_role("button", name=words.next).click()


def permit_and_send(page: Page, words: Words) -> None:
    box = page.get_by_role("checkbox", name="Account Insight")
    if not box.is_checked():
        box.check()
    picture(page, words, "2-permissions")
    page.get_by_role("button", name=words.next).click()
    expect(page.frame_locator("iframe").first.locator("h1")).to_be_visible()
    picture(page, words, "3-message")
    page.get_by_role("button", name=words.send, exact=True).click()
    expect(page).to_have_url(re.compile("/admin/invite/batches/"))


@pytest.mark.parametrize("words", [ENGLISH, FRENCH], ids=lambda words: words.language)
def test_from_the_crm_list_to_the_ranked_accounts(
    browser, installation, administrator, post, words
):
    with window(browser, words.language, state=administrator) as page:
        addresses = never_invited(page, installation)[:2]
        page.goto(f"{installation.url}/admin/")
        speak(page, words)
        picture(page, words, "0-sales-users")
        choose_people(page, words, addresses)
        permit_and_send(page, words)
        letters = [letter_to(post, address) for address in addresses]
        page.reload()
        expect(page.locator("#batch-now")).to_contain_text(addresses[0])
        picture(page, words, "4-progress")
    with window(browser, words.language) as page:
        page.goto(link_of(letters[0]))
        expect(page).to_have_url(re.compile("/invitation/$"))
        expect(page.locator("main")).to_contain_text(addresses[0])
        picture(page, words, "5-acceptance")
        page.locator("input[type=password]").first.fill(PASSWORD)
        page.locator("main form button[type=submit]").last.click()
        expect(page).to_have_url(re.compile("/accounts/$"))
        expect(page.locator("main tbody tr").first).to_be_visible()
        picture(page, words, "6-accounts")
        page.goto(f"{installation.url}/admin/users-roles/sales-users/")
        assert page.title().startswith(("There is nothing", "Il n’y a rien"))
