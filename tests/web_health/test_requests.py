"""Each request is told in one line: its number, page, status and time, and nothing secret."""

import logging

import pytest

from tests.cast.people import helene, signed_in

TOKEN = "yTBJdAxBpwsq9z28a-tfTkTiikZkO7V9FT7mIr6uqBM"

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines():
    """The facts of the lines that were told."""
    told: list[dict] = []
    handler = logging.Handler()
    handler.emit = lambda record: told.append(record.facts)  # type: ignore[method-assign]
    log = logging.getLogger("lorgnette.requests")
    log.addHandler(handler)
    yield told
    log.removeHandler(handler)


def test_a_page_is_told_with_who_saw_it_by_reference(client, lines):
    person = helene()
    answer = signed_in(client, person).get("/profile/?q=secret")
    (line,) = lines
    assert (line["method"], line["path"], line["status"]) == ("GET", "/profile/", 200)
    assert line["member"] == person.member.public_id
    assert line["ms"] > 0
    assert len(answer["X-Request-ID"]) >= 8


def test_a_number_is_taken_from_a_proxy_of_ours_alone(client, settings):
    given = {"x-request-id": "edge-0042"}
    assert client.get("/sign-in/", headers=given)["X-Request-ID"] != "edge-0042"
    settings.PROXIES = 1
    assert client.get("/sign-in/", headers=given)["X-Request-ID"] == "edge-0042"
    crooked = {"x-request-id": 'edge" injected="1'}
    assert "edge" not in client.get("/sign-in/", headers=crooked)["X-Request-ID"]


def test_who_watches_is_not_told_of(client, lines):
    client.get("/healthz")
    assert lines == []
