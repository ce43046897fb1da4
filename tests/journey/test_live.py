"""Pages that are open follow an event that comes in, and leave the reader where she is."""

import json
import re
import time
import urllib.request
from base64 import b64encode

import pytest
from playwright.sync_api import expect

from tests.journey.browser import axe_findings, window

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey")]

# A page asks every two seconds and the worker looks twice a second; machines that test are busy.
LONG = 30_000


@pytest.fixture(scope="module")
def ingrid(installation):
    """What tells the installation that Ingrid Sørlie of Nordhavn asked for a demonstration."""
    made = installation.console("sources", "add", f"Website {time.time()}", "--json")
    word = b64encode(f"{json.loads(made)['write_key']}:".encode()).decode()

    def asked(event):
        events = [
            {"type": "identify", "traits": {"email": "ingrid.sorlie@nordhavn.example"}},
            {"type": "track", "event": event},
        ]
        common = {"userId": "ingrid"}
        batch = [{**common, **one, "messageId": f"{event}{n}"} for n, one in enumerate(events)]
        request = urllib.request.Request(
            f"{installation.url}/v1/batch",
            json.dumps({"batch": batch}).encode(),
            {"Content-Type": "application/json", "Authorization": f"Basic {word}"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            assert answer.status == 200

    return asked


def test_an_open_page_follows_an_event_and_leaves_the_reader_where_she_is(
    browser, installation, administrator, ingrid
):
    with window(browser, state=administrator) as page:
        page.goto(f"{installation.url}/accounts/?q=nordhavn+logistik")
        page.locator(".lg-acc-name").first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Nordhavn Logistik")
        page.locator("#chart-pipeline").click()
        expect(page.locator("#chart-pipeline")).to_be_focused()
        expect(page).to_have_url(re.compile(r"chart=pipeline"))
        page.locator("#chart summary").click()
        chart = page.locator("[data-lg-chart]")
        chart.focus()
        page.keyboard.press("Home")
        page.keyboard.press("ArrowRight")
        said = page.locator("[data-lg-chart-said]").inner_text()
        assert re.match(r"Week of \d+ \w+\. Open on Sunday: ", said), said
        scrolled = page.evaluate("scrollY")
        ingrid("Demo requested on the quay")
        lines = page.locator("#activities li")
        expect(lines.first).to_contain_text("Demo requested on the quay", timeout=LONG)
        expect(page.locator("#chart details")).to_have_attribute("open", "")
        expect(chart).to_be_focused()
        expect(page.locator("[data-lg-tip]")).to_be_visible()
        assert page.evaluate("scrollY") == scrolled
        assert axe_findings(page) == []


def test_the_feed_says_what_is_new_and_shows_it_when_asked(
    browser, installation, administrator, ingrid
):
    with window(browser, state=administrator) as page:
        page.goto(f"{installation.url}/activity/")
        ingrid("Demo requested by the feed")
        news = page.locator("[data-lg-news] a")
        expect(news).to_have_text(re.compile(r"^\d+ new activit(y|ies) · show$"), timeout=LONG)
        expect(page.locator(".lg-doing").first).not_to_contain_text("by the feed")
        assert axe_findings(page) == []
        news.click()
        expect(page.locator("#feed-title")).to_be_focused()
        expect(page.locator(".lg-doings")).to_contain_text("Demo requested by the feed")
        expect(news).to_be_hidden()


def test_while_the_server_is_away_the_page_says_since_when(browser, installation, administrator):
    with window(browser, state=administrator) as page:
        page.goto(f"{installation.url}/accounts/")
        page.route("**/live/**", lambda route: route.abort())
        stale = page.locator("[data-lg-stale]")
        expect(stale).to_have_text(re.compile(r"^Not up to date since \d\d:\d\d$"), timeout=LONG)
        page.unroute("**/live/**")
        # Back on line it asks at once.
        page.evaluate("() => dispatchEvent(new Event('online'))")
        expect(stale).to_be_empty(timeout=LONG)
