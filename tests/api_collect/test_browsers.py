"""A browser's SDK asks for its document and whether it may send from another origin, and sends."""

import json

import pytest

from lorgnette.activities.models import Activity
from tests.cast.sender import Website, rows, track

pytestmark = pytest.mark.django_db
SHORT = {"t": "track", "i": "identify", "p": "page", "g": "group", "a": "alias", "s": "screen"}
FULL = {"userId": "u", "event": "x", "groupId": "g", "previousId": "p"}


@pytest.mark.parametrize("slash", ["", "/"])
@pytest.mark.parametrize("path", [*SHORT, *SHORT.values()])
def test_every_address_of_the_sdks_takes_its_event(website: Website, path: str, slash: str):
    answer = website.post(f"/v1/{path}{slash}", {**FULL, "messageId": "m"})
    assert answer.json() == {"success": True, "taken": 1, "known": 0, "rejected": []}


@pytest.mark.parametrize("path", ["batch", "b", "import"])
def test_every_address_of_batches(website: Website, path: str):
    assert website.post(f"/v1/{path}", {"batch": [track()]}).json()["taken"] == 1


def test_an_import_keeps_its_times(website: Website):
    at = "2026-03-01T09:00:00Z"
    batch = {"batch": [track(timestamp=at)], "sentAt": "2026-03-01T09:00:01Z"}
    website.post("/v1/import", batch)

    assert Activity.objects.get().at.isoformat() == "2026-03-01T09:00:00+00:00"


def test_another_origin_may_send(website: Website):
    asked = {
        "origin": "https://www.aubier.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type,anonymousid",
    }
    may = website.client.options("/v1/t", headers=asked)
    assert may.status_code == 204
    assert may.headers["Access-Control-Allow-Origin"] == "*"
    assert may.headers["Access-Control-Allow-Headers"] == "authorization,content-type,anonymousid"
    assert "POST" in may.headers["Access-Control-Allow-Methods"]
    sent = website.client.post(
        f"/v1/t?writeKey={website.key}",
        json.dumps(track()),
        content_type="text/plain",
        headers={"origin": "https://www.aubier.example"},
    )
    assert sent.headers["Access-Control-Allow-Origin"] == "*"
    assert not sent.cookies


def test_the_document_of_segment_leads_back_here(website: Website):
    told = website.client.get(f"/v1/projects/{website.key}/settings").json()
    ours = told["integrations"]["Segment.io"]
    assert (ours["apiKey"], ours["protocol"]) == (website.key, "https")
    assert ours["apiHost"] == "insight.aubier.example/v1"


def test_the_document_of_rudderstack_says_that_the_source_is_on(website: Website):
    told = website.client.get(f"/sourceConfig/?p=npm&v=3&writeKey={website.key}").json()["source"]
    assert (told["writeKey"], told["enabled"], told["destinations"]) == (website.key, True, [])


def test_what_the_sdk_tells_of_itself_is_let_pass(website: Website):
    assert website.post("/v1/m", {"series": []}).status_code == 200
    assert rows()["seen"] == 0
