"""No page is wider than its window, in the longer of the two languages."""

import pytest
from playwright.sync_api import Page

from tests.journey.browser import window
from tests.journey.places import speak

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey")]

# 320 is what 1,280 become when somebody magnifies the page four times.
WIDTHS = [1440, 1024, 768, 390, 320]


def too_wide(page: Page, base: str, addresses: list[str]) -> list[str]:
    """The pages that have to be scrolled sideways, and in which window."""
    found: list[str] = []
    for address in addresses:
        page.goto(f"{base}{address}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            needs = page.evaluate("document.documentElement.scrollWidth")
            if needs > width:
                found.append(f"{address} needs {needs} of {width}")
    return found


def test_no_page_of_the_administration_is_scrolled_sideways(
    browser, installation, administrator, places
):
    with window(browser, "fr", state=administrator) as page:
        speak(page, installation.url, "fr")
        assert too_wide(page, installation.url, places.of_administrator) == []


def test_no_page_of_account_insight_is_scrolled_sideways(browser, installation, places):
    with window(browser, "fr", state=places.seller) as page:
        speak(page, installation.url, "fr")
        assert too_wide(page, installation.url, places.of_seller) == []


def test_no_page_before_the_sign_in_is_scrolled_sideways(browser, installation, places):
    with window(browser, "fr") as page:
        assert too_wide(page, installation.url, places.of_anybody) == []
