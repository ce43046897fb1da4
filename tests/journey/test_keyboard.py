"""Who has no mouse invites as well: step 1 from the search to Next."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journey.browser import window

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey")]

LONGEST_WAY = 40


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Goes on by Tab until it is reached. Raises AssertionError where Tab never comes there."""
    for _ in range(LONGEST_WAY):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{selector} is out of reach of {key}.")


def has_ring(page: Page) -> bool:
    """Whether one sees where the keyboard is: an outline on the element or its row."""
    return page.evaluate(
        """() => {
            const here = document.activeElement;
            const row = here.closest("label") ?? here;
            const seen = [getComputedStyle(here), getComputedStyle(row)];
            return seen.some((s) => s.outlineStyle !== "none" || s.boxShadow !== "none");
        }"""
    )


def test_step_1_by_keyboard_alone(browser, installation, administrator):
    with window(browser, state=administrator) as page:
        page.goto(f"{installation.url}/admin/users-roles/sales-users/")
        tab_to(page, "a[href='/admin/invite/']")
        assert has_ring(page)
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("/people/"))
        tab_to(page, "#crm")
        assert has_ring(page)
        with page.expect_response(re.compile("/matching/.*q=executive")):
            page.keyboard.type("executive")
        expect(page).to_have_url(re.compile("q=executive"))
        rows = page.locator("#rows input[type=checkbox]")
        page.keyboard.press("ArrowDown")
        expect(rows.nth(0)).to_be_focused()
        assert has_ring(page)
        page.keyboard.press("Space")
        expect(rows.nth(0)).to_be_checked()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        expect(rows.nth(1)).to_be_focused()
        # However many rows there are, Tab comes to one: its box, and what stands beside it.
        expect(
            page.locator("#rows :is(a, input, button):not([tabindex='-1'], [type=hidden])")
        ).to_have_count(2)
        page.keyboard.press("Space")
        expect(page.locator("#chosen .lg-chip")).to_have_count(2)
        tab_to(page, "#day-90")
        page.keyboard.press("Enter")
        expect(page.get_by_label("Access expires")).not_to_have_value("")
        tab_to(page, "button[name=do][value=next]")
        assert has_ring(page)
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("/permissions/$"))
        expect(page.locator("main")).to_contain_text("2 people chosen")


def test_the_first_tab_leads_past_the_tree(browser, installation, administrator):
    with window(browser, state=administrator) as page:
        page.goto(f"{installation.url}/admin/users-roles/sales-users/")
        page.keyboard.press("Tab")
        expect(page.locator(".lg-skip")).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.locator("main :focus")).to_have_count(1)


def test_the_sheet_opens_and_closes_by_keyboard(browser, installation, administrator):
    with window(browser, state=administrator) as page:
        page.goto(f"{installation.url}/admin/users-roles/sales-users/?status=active")
        opener = page.locator("[data-lg-sheet-link]").first
        tab_to(page, "[data-lg-sheet-link]")
        page.keyboard.press("Enter")
        expect(page.locator("dialog[open] h1")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
        expect(opener).to_be_focused()
