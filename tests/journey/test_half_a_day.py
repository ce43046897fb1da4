"""A day that was typed by half is no day: it must not be taken for none, which means never."""

import pytest
from playwright.sync_api import expect

from tests.journey.browser import window

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey")]


def test_half_a_day_is_refused_beside_its_field(browser, installation, administrator):
    with window(browser, state=administrator) as page:
        page.goto(f"{installation.url}/admin/invite/")
        page.locator("[data-lg-press='way:email']").click()
        page.locator("#first_name").fill("Eva")
        page.locator("#last_name").fill("Noor")
        page.locator("#address").fill("eva@partner.example")
        page.locator("#last_day").focus()
        page.keyboard.type("1231")
        assert page.locator("#last_day").input_value() == ""
        page.locator("button[name=do][value=next]").click()
        expect(page.locator("#last_day-error")).to_contain_text("is not a day")
        assert "/people/" in page.url
        page.locator("#last_day").fill("2027-12-31")
        page.locator("button[name=do][value=next]").click()
        page.wait_for_url("**/permissions/")
