"""C6: whatever a program sends to where events come in, it is told so in a documented way.

Every door of the collecting API, from the URL configuration, with bodies, headers and addresses
that hypothesis makes: malformed, of wrong types, with NUL and halves of characters, nested without
end, of 10 MB, from 1970 and 2999. An exception fails a case by itself; what is answered must stand
in the table of docs/events.md, and 200 must account for every event. `make trust` tries 500 cases
a door with each of three seeds.
"""

import gzip
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from lorgnette.activities.models import EventSource
from lorgnette.api.collect.urls import urlpatterns
from tests.cast.sender import Website, basic

LONG = os.environ.get("LORGNETTE_TRUST") == "long"
SEEDS = (1, 2, 3) if LONG else (1,)
CASES = 500 if LONG else 25
DOCUMENTED = Path("docs/events.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\d{3}(?:, \d{3})*) \| (.*?) \|", re.MULTILINE)
ANSWERS = {
    int(status): set(re.findall("`([a-z_]+)`", when))
    for statuses, when in ROW.findall(DOCUMENTED.partition("## Answers")[2].partition("## ")[0])
    for status in statuses.split(", ")
}
REASONS = set(re.findall("`([a-z_]+)`", DOCUMENTED.partition("## Dead events")[2]))
BATCHES = {"collect_batch", "collect_b", "collect_import", "collect_beacon"}
DOORS = sorted({door.name: "/" + str(door.pattern) for door in urlpatterns}.items())

TIMES = [
    "1970-01-01T00:00:00Z",
    "2999-12-31T23:59:59Z",
    "2026-11-24T10:00:00+99:99",
    "now",
    "",
    "\0",
]
ODD_TEXT = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["\x00", "\ud800", "x" * 9_000, "﷽", "-1", "' OR 1=1 --", "{{ 7*7 }}", "\r\n"]),
    st.sampled_from(TIMES),
)
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ODD_TEXT,
    lambda inside: (
        st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=8), inside, max_size=4)
    ),
    max_leaves=12,
)
NAMES = st.sampled_from(
    [
        *("type", "messageId", "userId", "anonymousId", "event", "name", "groupId", "previousId"),
        *("timestamp", "sentAt", "originalTimestamp", "properties", "traits", "context"),
        *("integrations", "batch", "writeKey", "channel"),
    ]
)
KINDS = st.sampled_from(["track", "identify", "page", "screen", "group", "alias", "moon", "", None])
EVENT = st.builds(
    lambda kind, likely, odd: {"type": kind, **likely, **odd},
    KINDS,
    st.fixed_dictionaries(
        {"userId": st.just("u-1"), "event": st.just("Demo Requested"), "groupId": st.just("g")},
        optional={"timestamp": st.sampled_from(TIMES), "previousId": st.just("p")},
    ),
    st.dictionaries(NAMES, ODD, max_size=4),
)
ENVELOPE = st.builds(
    lambda events, odd: {"batch": events, **odd},
    st.lists(EVENT | ODD, max_size=5),
    st.dictionaries(NAMES.filter(lambda name: name != "batch"), ODD, max_size=2),
)


def written(value: Any) -> bytes:
    """As JSON is written by whoever does not look: NaN, halves of characters and all."""
    return json.dumps(value).encode()


def nested(levels: int) -> bytes:
    return b'{"batch":[{"properties":' + b'{"a":' * levels + b"1" + b"}" * levels + b"}]}"


LARGE = b'{"batch": [], "x": "' + b"y" * 10_000_000 + b'"}'
WHOLE = st.one_of(EVENT, ENVELOPE, ODD).map(written)
BODY = st.one_of(
    WHOLE,
    WHOLE,
    st.builds(lambda body, end: body[: end % (len(body) + 1)], WHOLE, st.integers(0, 400)),
    st.builds(lambda body, odd: body.replace(b'"', odd), WHOLE, st.binary(max_size=3)),
    st.binary(max_size=200),
    st.sampled_from([1, 31, 33, 900, 5_000, 50_000]).map(nested),
    st.sampled_from([LARGE, b"", b"\x00", b"\xff\xfe{", b"[" * 100_000, b"9" * 5_000]),
)
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "Content-Encoding": st.sampled_from(["gzip", "x-gzip", "GZIP", "br", "identity", ""]),
        "Authorization": st.sampled_from(["Basic", "Basic !!!", "Bearer x", basic("nobody"), "é"]),
        "Content-Length": st.sampled_from(["", "-1", "nine"]),
        "Origin": st.sampled_from(["null", "https://evil.example"]),
        "User-Agent": st.sampled_from(["", "bot", "x" * 5_000]),
    },
)
KIND_OF_BODY = st.sampled_from(
    ["application/json", "text/plain", "multipart/form-data; boundary=x", "multipart/form-data", ""]
)
METHODS = st.sampled_from([*["POST"] * 8, "GET", "HEAD", "PUT", "DELETE", "OPTIONS", "BREW"])
QUERY = st.sampled_from(
    ["", "?writeKey=nobody", "?writeKey=%00", "?writeKey=" + "x" * 2_000, "?%ff"]
)
KEYS = st.sampled_from(["nobody", "a%00b", "%F0%9F%98%80", "x" * 300, "..%2f"])


@dataclass(frozen=True)
class Asked:
    """One case; `kind` is the content type."""

    method: str
    path: str
    kind: str
    headers: dict[str, str]
    body: bytes


@pytest.fixture
def website(db, client: Client) -> Website:
    """Without a limit a minute: it would spare most cases the rest of the way."""
    made = Website(client)
    EventSource.objects.update(limit_minute=None)
    return made


def test_the_answers_are_documented():
    assert {200, 400, 401, 413, 429, 503} <= set(ANSWERS)
    assert len(DOORS) == 19


@pytest.mark.parametrize("number", SEEDS)
@pytest.mark.parametrize(("name", "route"), DOORS)
def test_every_answer_is_a_documented_one(website: Website, name, route, number, counted):
    @seed(number)
    @settings(
        max_examples=CASES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(METHODS, KEYS, QUERY, KIND_OF_BODY, HEADERS, BODY, st.booleans(), st.booleans())
    def holds(method, key, query, kind, headers, body, zips, knows):
        nonlocal cases
        cases += 1
        path = route.replace("<str:key>", website.key if knows else key) + query
        given_ = {"Authorization": basic(website.key)} | headers if knows else headers
        if zips and "gzip" in headers.get("Content-Encoding", "").lower():
            body = gzip.compress(body, 1)
        _told(website.client, name in BATCHES, Asked(method, path, kind, given_, body))

    cases = 0
    holds()
    counted(f"{cases} cases at {name}")
    assert cases >= CASES * 0.9


def _told(client: Client, batched: bool, asked: Asked) -> None:
    answer = client.generic(
        asked.method, asked.path, asked.body, content_type=asked.kind, headers=asked.headers
    )
    assert answer.status_code in ANSWERS, (answer.status_code, asked)
    assert answer["Access-Control-Allow-Origin"] == "*", asked
    if answer.status_code == 204 or asked.method == "HEAD":
        return
    said = answer.json()
    if answer.status_code != 200:
        known = ANSWERS[answer.status_code] | (REASONS - {"failed"})
        assert said["success"] is False, asked
        assert said["code"] in known, (said["code"], asked)
        assert said["message"], asked
    elif "rejected" in said:
        assert {one["code"] for one in said["rejected"]} <= REASONS - {"failed"}, asked
        # 200 is said of every event: taken, known from before or dead.
        told = said["taken"] + said["known"] + len(said["rejected"])
        assert told == (_sent(asked) if batched else 1), asked


def _sent(asked: Asked) -> int:
    zipped = "gzip" in asked.headers.get("Content-Encoding", "").lower()
    plain = gzip.decompress(asked.body) if zipped else asked.body
    return len(json.loads(plain.decode("utf-8-sig", "replace"))["batch"])
