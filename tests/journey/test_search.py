"""The search of the top bar from the keyboard alone: "/", arrows, Escape, Enter."""

import re

import pytest
from playwright.sync_api import expect

from tests.journey.browser import axe_findings, window

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey")]


def test_an_account_is_found_and_opened_without_a_mouse(browser, installation, administrator):
    with window(browser, state=administrator) as page:
        page.goto(f"{installation.url}/activity/")
        field = page.locator("#find")
        # The script is there.
        expect(field).to_have_attribute("role", "combobox")
        page.keyboard.press("/")
        expect(field).to_be_focused()
        expect(field).to_have_attribute("aria-expanded", "false")
        page.keyboard.type("nordhvan")
        options = page.get_by_role("option")
        expect(options.first).to_be_visible()
        expect(field).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("ArrowDown")
        expect(options.first).to_have_attribute("aria-selected", "true")
        expect(field).to_have_attribute("aria-activedescendant", "find-hit-0")
        assert axe_findings(page) == []
        page.keyboard.press("Escape")
        expect(page.locator("#find-pop")).to_be_hidden()
        expect(field).to_have_value("nordhvan")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("/accounts/[a-z0-9]+/$"))
        expect(page.get_by_role("heading", level=1)).to_contain_text("Nordhavn")
