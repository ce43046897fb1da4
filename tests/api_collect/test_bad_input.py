"""Whatever is sent is taken, dead with a reason, or refused in JSON: never a server error."""

import json

import pytest

from lorgnette.activities import collect as room
from lorgnette.activities.models import Activity, DeadEvent
from lorgnette.activities.reasons import REASONS
from tests.cast.sender import Website, basic, event, rows, track, zipped

pytestmark = pytest.mark.django_db
EVENT_KB, BATCH_KB = 32 * 1024, 500 * 1024


def deep(levels: int) -> bytes:
    return b'{"batch": [{"type": "page", "userId": "u", "properties": ' + (
        b'{"a":' * levels + b"1" + b"}" * levels + b"}]}"
    )


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "bad_json"),
        (b"nothing", 400, "bad_json"),
        (b'{"batch": [', 400, "bad_json"),
        (b"[]", 400, "not_events"),
        (b'{"batch": "x"}', 400, "not_events"),
        (deep(100_000), 413, "batch_too_large"),
        (deep(50_000), 400, "bad_json"),
        (b" " * (BATCH_KB + 1), 413, "batch_too_large"),
        (b'{"batch": [], "x": "' + b"y" * 10_000_000 + b'"}', 413, "batch_too_large"),
    ],
    ids=lambda part: str(part)[:24],
)
def test_a_body_that_cannot_be_read_is_refused(website: Website, body, status, code):
    answer = website.post("/v1/batch", body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"]
    assert rows() == {"activities": 0, "seen": 0, "waiting": 0, "dead": 0}


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        (7, "not_an_object"),
        (event("moon", message="m"), "unknown_type"),
        (event("page", userId=None), "no_id"),
        (track("", message="m"), "no_name"),
        (track(timestamp="1970-01-01T00:00:00Z"), "too_old"),
        (track(timestamp="2999-01-01T00:00:00Z"), "too_new"),
        (track(timestamp="whenever"), "bad_time"),
        (track(properties={"a": "x" * EVENT_KB}), "too_large"),
    ],
)
def test_one_event_that_cannot_be_does_not_hold_up_the_others(website: Website, odd, reason):
    answer = website.send(track(), odd, track())
    (told,) = answer.json()["rejected"]
    assert (answer.status_code, told["index"], told["code"]) == (200, 1, reason)
    dead = DeadEvent.objects.get()
    assert (dead.reason, dead.whole) == (reason, reason != "too_large")
    assert rows() == {"activities": 2, "seen": 2, "waiting": 0, "dead": 1}


def test_a_dead_event_is_kept_once(website: Website):
    for _time in range(3):
        assert website.send(track("", message="m-dead")).json()["rejected"]
    assert rows()["dead"] == 1


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"userId": "u"}, 400, "no_name"),
        ({"userId": "u", "event": "x", "properties": {"a": "x" * EVENT_KB}}, 413, "too_large"),
        ({"event": "x"}, 400, "no_id"),
    ],
)
def test_a_single_event_that_is_dead_is_refused(website: Website, body, status, code):
    answer = website.post("/v1/track", body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert DeadEvent.objects.get().reason == code


ODD = [
    "\x00",
    "a\x00b",
    "\ud800",
    "\U0001f600",
    "﷽",
    "x" * 9_000,
    "' OR 1=1 --",
    "{{ 7*7 }}",
    "<script>",
    -1,
    1.5,
    10**30,
    [],
    {},
    True,
    None,
]
FIELDS = ["messageId", "userId", "anonymousId", "event", "timestamp", "groupId", "previousId"]


@pytest.mark.parametrize("kind", ["track", "identify", "page", "screen", "group", "alias"])
def test_odd_values_anywhere_are_no_fault_of_ours(website: Website, kind: str):
    sent = [
        {"type": kind, "userId": "u", "event": "x", "groupId": "g", "previousId": "p", field: odd}
        for field in FIELDS
        for odd in ODD
    ]
    named = ("email", "name", "firstName", "title", "company", "website")
    traits = [{"type": kind, "userId": "u", "event": "x", "groupId": "g", "previousId": "p"}]
    sent += [{**traits[0], "traits": {name: odd}} for name in named for odd in ODD]
    sent += [{**traits[0], "properties": {str(odd)[:99]: odd, "title": odd}} for odd in ODD]
    answer = website.send(*sent)
    told = answer.json()
    assert answer.status_code == 200, told
    assert {one["code"] for one in told["rejected"]} <= REASONS.keys() - {"failed"}
    assert told["taken"] + told["known"] + len(told["rejected"]) == len(sent)


def test_infinity_is_stored_as_nothing(website: Website):
    body = b'{"userId": "u", "event": "x", "properties": {"a": 1e999, "b": [NaN, -Infinity]}}'
    assert website.post("/v1/track", body).status_code == 200
    kept = Activity.objects.get().properties
    assert (kept["a"], kept["b"]) == (None, [None, None])


def test_what_nobody_thought_of_is_dead_alone(website: Website, monkeypatch):
    """One event that breaks the code is put aside; those beside it are taken."""
    whole = room.deed_of

    def breaks(event, rules, networks):
        if event.name == "Boom":
            raise ValueError
        return whole(event, rules, networks)

    monkeypatch.setattr(room, "deed_of", breaks)
    answer = website.send(track(), track("Boom", message="m-boom"), track())
    assert [one["messageId"] for one in answer.json()["rejected"]] == ["m-boom"]
    assert rows() == {"activities": 2, "seen": 2, "waiting": 0, "dead": 1}
    assert DeadEvent.objects.get().reason == "failed"


@pytest.mark.parametrize("header", ["Basic", "Basic !!!", "Basic " + "A" * 9_000, "Bearer x", "é"])
def test_an_odd_authorization_is_no_key(website: Website, header: str):
    answer = website.raw("/v1/track", json.dumps(track()).encode(), authorization=header)
    assert (answer.status_code, answer.json()["code"]) == (401, "unknown_write_key")


def test_a_bomb_is_refused(website: Website):
    body = zipped({"batch": [], "x": "0" * 50_000_000})
    answer = website.post("/v1/batch", body, content_encoding="gzip")
    assert (answer.status_code, answer.json()["code"]) == (413, "batch_too_large")


def test_a_limit_asks_to_come_again(website: Website):
    website.row.__class__.objects.update(limit_minute=3)
    assert website.send(track(), track(), track()).status_code == 200
    again = website.send(track())
    assert (again.status_code, again.json()["code"]) == (429, "too_many_events")
    assert 1 <= int(again.headers["Retry-After"]) <= 60
    assert rows()["activities"] == 3


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_other_methods_are_refused_in_json(website: Website, method: str):
    answer = getattr(website.client, method)("/v1/track")
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")


def test_the_key_of_nobody_gets_no_document(website: Website):
    for path in ("/v1/projects/nobody/settings", "/sourceConfig/?writeKey=nobody"):
        assert website.client.get(path).status_code == 401
    assert basic("") == "Basic Og=="
