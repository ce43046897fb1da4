"""The first page comes at once: small, compressed, and from the installation alone."""

from urllib.parse import urlsplit

import pytest

from tests.journey.browser import window

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey")]

MOST = 150 * 1024
PAGES = ["/sign-in/", "/admin/users-roles/sales-users/", "/accounts/"]


@pytest.fixture(params=PAGES)
def load(request, browser, installation, administrator):
    """The responses that a browser gets which has never been here, and the page's address."""
    came = []
    state = None if request.param == "/sign-in/" else administrator
    with window(browser, state=state) as page:
        page.on("response", lambda answer: came.append(answer))
        page.goto(f"{installation.url}{request.param}", wait_until="networkidle")
        assert page.url == f"{installation.url}{request.param}"
        yield came


def test_a_first_load_is_150_kb_at_most(load):
    sizes = {answer.url: answer.request.sizes()["responseBodySize"] for answer in load}
    assert len(sizes) >= 4
    assert sum(sizes.values()) <= MOST, sizes


def test_style_and_scripts_are_compressed_as_well_as_a_browser_can_read(load):
    kinds = {"stylesheet", "script"}
    coded = [a.header_value("content-encoding") for a in load if a.request.resource_type in kinds]
    assert coded == ["br"] * 3


def test_no_request_leaves_the_installation(load, installation):
    hosts = {urlsplit(answer.url).netloc for answer in load if not answer.url.startswith("data:")}
    assert hosts == {urlsplit(installation.url).netloc}
