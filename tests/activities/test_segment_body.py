"""Bytes become events, or a refusal: never more than is allowed, whatever they unfold to."""

import gzip
import json
import zlib

import pytest

from lorgnette.activities.segment_body import (
    MOST_BODY_BYTES,
    BadCompression,
    BadJson,
    BodyTooLarge,
    NotEvents,
    inflated,
    read,
)


def test_a_batch_and_a_single_event():
    batch = read(
        b'{"batch": [1, {"a": 2}], "sentAt": "2026-11-24T09:00:00Z", "writeKey": "k"}', "batch"
    )
    assert (batch.events, batch.write_key, batch.sent_at.hour) == ([1, {"a": 2}], "k", 9)
    one = read(b'{"event": "Done", "type": "page"}', "track")
    assert one.events == [{"event": "Done", "type": "track"}]


def test_what_the_batch_says_of_all_holds_for_each():
    body = {"context": {"ip": "x"}, "batch": [{"a": 1}, {"context": {"ip": "y"}}]}
    events = read(json.dumps(body).encode(), "batch").events
    assert [event["context"]["ip"] for event in events] == ["x", "y"]


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        (b"", BadJson),
        (b"{", BadJson),
        (b"\xff\xfe", BadJson),
        (b'{"a": ' * 100_000, BadJson),
        (b"[" * 100_000, BadJson),
        (b'{"a": ' + b"9" * 5_000 + b"}", BadJson),
        (b"[]", NotEvents),
        (b'"batch"', NotEvents),
        (b"{}", NotEvents),
        (b'{"batch": {}}', NotEvents),
        (b'{"batch": null}', NotEvents),
    ],
)
def test_what_is_no_batch_is_refused(body, refusal):
    with pytest.raises(refusal):
        read(body, "batch")


def test_what_no_database_holds_is_taken_out():
    body = (
        rb'{"batch": [{"a\u0000b": "x\u0000y", "s": "\ud800", "n": NaN, "pair": "\ud83d\ude00"}]}'
    )
    assert read(body, "batch").events == [{"ab": "xy", "s": "?", "n": None, "pair": "😀"}]


def test_compression_is_undone():
    assert inflated(gzip.compress(b"{}"), "gzip") == b"{}"
    assert inflated(b"{}", "") == b"{}"


@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip, gzip"])
def test_other_compressions_are_refused(encoding):
    with pytest.raises(BadCompression):
        inflated(gzip.compress(b"{}"), encoding)


@pytest.mark.parametrize(
    "data",
    [b"", b"no", gzip.compress(b"{}")[:-9], zlib.compress(b"{}")],
    # A compressed text holds the second of its making, which is no name for a test.
    ids=["nothing", "words", "cut off", "zlib"],
)
def test_what_is_not_gzip_is_refused(data):
    with pytest.raises(BadCompression):
        inflated(data, "gzip")


def test_a_bomb_does_not_go_off():
    bomb = gzip.compress(b"0" * 50_000_000, 9)
    assert len(bomb) < MOST_BODY_BYTES
    with pytest.raises(BodyTooLarge):
        inflated(bomb, "gzip")


def test_too_much_is_refused():
    with pytest.raises(BodyTooLarge):
        inflated(b"0" * (MOST_BODY_BYTES + 1), "")
