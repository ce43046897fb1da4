"""What an event says, and why one cannot be read: a table of what SDKs and others send."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lorgnette.activities import reasons
from lorgnette.activities.reasons import REASONS
from lorgnette.activities.segment import Clock, Unusable, parse

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
CLOCK = Clock(NOW, None, NOW - timedelta(days=400))


def read(clock: Clock = CLOCK, **raw):
    return parse({"type": "track", "event": "Done", "userId": "u-1", **raw}, clock)


def nested(depth: int):
    value: object = 1
    for _level in range(depth):
        value = {"a": value}
    return value


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (None, reasons.NOT_AN_OBJECT),
        ([], reasons.NOT_AN_OBJECT),
        ("track", reasons.NOT_AN_OBJECT),
        ({}, reasons.UNKNOWN_TYPE),
        ({"type": "merge", "userId": "u"}, reasons.UNKNOWN_TYPE),
        ({"type": ["track"], "userId": "u"}, reasons.UNKNOWN_TYPE),
        ({"type": "page"}, reasons.NO_ID),
        ({"type": "page", "userId": "", "anonymousId": None}, reasons.NO_ID),
        ({"type": "page", "userId": {"a": 1}}, reasons.NO_ID),
        ({"type": "track", "userId": "u"}, reasons.NO_NAME),
        ({"type": "track", "userId": "u", "event": "  "}, reasons.NO_NAME),
        ({"type": "group", "userId": "u"}, reasons.NO_GROUP),
        ({"type": "alias", "userId": "u"}, reasons.NO_PREVIOUS),
        ({"type": "alias", "previousId": "a"}, reasons.NO_ID),
        ({"type": "page", "userId": "u", "timestamp": "yesterday"}, reasons.BAD_TIME),
        ({"type": "page", "userId": "u", "timestamp": {}}, reasons.BAD_TIME),
        ({"type": "page", "userId": "u", "timestamp": 10**400}, reasons.BAD_TIME),
        ({"type": "page", "userId": "u", "timestamp": "0001-01-01T00:00:00+23:59"}, "bad_time"),
        ({"type": "page", "userId": "u", "timestamp": "1970-01-01T00:00:00Z"}, reasons.TOO_OLD),
        ({"type": "page", "userId": "u", "timestamp": "2999-01-01T00:00:00Z"}, reasons.TOO_NEW),
        ({"type": "page", "userId": "u", "properties": nested(40)}, reasons.TOO_DEEP),
        ({"type": "page", "userId": "u", "properties": nested(5_000)}, reasons.TOO_DEEP),
        ({"type": "page", "userId": "u", "properties": {"a": "x" * 33_000}}, reasons.TOO_LARGE),
    ],
)
def test_what_cannot_be_read_says_why(raw, reason):
    with pytest.raises(Unusable) as refused:
        parse(raw, CLOCK)
    assert refused.value.reason == reason
    assert REASONS[reason]


@pytest.mark.parametrize(
    ("timestamp", "sent_at", "minutes_ago"),
    [
        (None, None, 0),
        ("2026-11-24T11:30:00Z", None, 30),
        ("2026-11-24T12:30:00+01:00", None, 30),
        ("2026-11-24T11:30:00", None, 30),
        (1_795_519_800, None, 30),
        (1_795_519_800_000, None, 30),
        # A clock that is ten years late, or an hour ahead: by ours it was as long before sending.
        ("2016-11-24T11:00:00Z", "2016-11-24T11:05:00Z", 5),
        ("2026-11-24T13:00:00Z", "2026-11-24T13:10:00Z", 10),
        # What is yet to come, by a little, is now.
        ("2026-11-24T12:20:00Z", None, 0),
        ("2026-11-24T12:20:00Z", "2026-11-24T12:00:00Z", 0),
    ],
)
def test_it_happened_by_our_clock(timestamp, sent_at, minutes_ago):
    sent = datetime.fromisoformat(sent_at) if sent_at else None
    event = read(Clock(NOW, sent, CLOCK.oldest), timestamp=timestamp)
    assert event.at == NOW - timedelta(minutes=minutes_ago)


def test_traits_stand_in_several_places():
    told = {"email": "Claire@Bank.Example", "firstName": "Claire", "title": "Buyer"}
    for raw in (
        {"type": "identify", "traits": told},
        {"type": "identify", "context": {"traits": told}},
        {"context": {"traits": told}},
    ):
        facts = read(**raw).facts
        assert (facts.address.key, facts.first_name) == ("claire@bank.example", "Claire")
        assert facts.title == "Buyer"


@pytest.mark.parametrize(
    ("traits", "first", "last"),
    [
        ({"name": "Claire Aubert"}, "Claire", "Aubert"),
        ({"name": "Aubert"}, "", "Aubert"),
        ({"first_name": "Claire", "lastname": "Aubert", "name": "x y"}, "Claire", "Aubert"),
        ({"name": ["Claire"]}, "", ""),
    ],
)
def test_names_are_told_in_several_ways(traits, first, last):
    facts = read(type="identify", traits=traits).facts
    assert (facts.first_name, facts.last_name) == (first, last)


@pytest.mark.parametrize("email", ["nobody", "a@b", "a b@c.example", 7, {"x": 1}, "x" * 900])
def test_an_address_that_is_none_is_left_out(email):
    assert read(type="identify", traits={"email": email}).facts.address is None


def test_a_user_id_may_be_a_number_or_an_address():
    assert read(userId=42).user_id == "42"
    assert read(userId="claire@bank.example").facts.address.key == "claire@bank.example"


def test_a_company_is_told_by_group_or_by_a_trait():
    group = read(
        type="group", groupId="g-1", traits={"name": "Bank", "website": "www.bank.example"}
    )
    assert (group.company.external_id, group.company.domain) == ("g-1", "bank.example")
    trait = read(type="identify", traits={"company": {"id": 7, "name": "Bank"}}).facts.company
    assert (trait.external_id, trait.name) == ("7", "Bank")
    assert read(type="identify", traits={"company": "Bank"}).facts.company.external_id == "Bank"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda kept: st.lists(kept, max_size=3) | st.dictionaries(st.text(), kept, max_size=4),
    max_leaves=20,
)
KEYS = st.sampled_from(
    ["type", "userId", "anonymousId", "timestamp", "sentAt", "event", "traits", "context"]
    + ["properties", "groupId", "previousId", "messageId", "name", "originalTimestamp"]
)
KIND = st.sampled_from(["track", "identify", "page", "group", "alias", "screen"])


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(KEYS, JSON), KIND)
def test_anything_is_an_event_or_says_why(raw, kind):
    reason, at = "", NOW
    try:
        at = parse({**raw, "type": kind, "userId": "u"}, CLOCK).at
    except Unusable as unusable:
        reason = unusable.reason
    assert reason in ("", *REASONS)
    assert CLOCK.oldest <= at <= NOW
