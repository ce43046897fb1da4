"""One browser and one installation for all who drive it; a real mail server beside it."""

import re

import pytest
from playwright.sync_api import expect

from tests.journey.browser import chromium, window
from tests.journey.installation import running
from tests.journey.places import find
from tests.journey.post import taking_post


@pytest.fixture(scope="session")
def post():
    with taking_post() as taken:
        yield taken


@pytest.fixture(scope="session")
def installation(post):
    with running(LORGNETTE_SMTP_URL=post.url) as started:
        yield started


@pytest.fixture(scope="session")
def browser():
    with chromium() as started, pytest.MonkeyPatch.context() as patch:
        # It stays open, with a loop of its own in this thread: tests without a browser that come
        # to this worker later use the database beside it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield started


@pytest.fixture(scope="session")
def administrator(browser, installation):
    """What Hélène's browser keeps once the printed link signed her in."""
    with window(browser) as page:
        page.goto(installation.administrator_link())
        page.locator("main form button[type=submit]").click()
        expect(page).to_have_url(re.compile("/admin/users-roles/sales-users/"))
        return page.context.storage_state()


@pytest.fixture(scope="session")
def places(browser, installation, administrator, post):
    """Every kind of page, and people who stand differently before them."""
    return find(browser, installation, administrator, post)
