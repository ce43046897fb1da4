"""What mail servers report is read whatever their style, and nothing else is taken for a report."""

import time

import pytest

from lorgnette.mail import reports
from lorgnette.mail.mime import MOST_BYTES, Unreadable
from tests.mail.returned import returned

TO = "bounce+abcdefghijkmnpqr.mac@aubier.example"
NO_USER = "5.1.1 <nobody@beta.example>: Recipient address rejected: User unknown"


@pytest.mark.parametrize(
    ("style", "verdict", "code", "status", "words"),
    [
        ("opensmtpd_failed", "bounced", 550, "5.0.0", NO_USER),
        ("opensmtpd_delayed", "delayed", 452, "4.0.0", "4.2.2 Mailbox full, try later"),
        ("postfix_failed", "bounced", 550, "5.1.1", f"{NO_USER} in virtual mailbox table"),
        (
            "postfix_delayed",
            "delayed",
            None,
            "4.4.1",
            "connect to mx.beta.example[192.0.2.7]:25: Connection timed out",
        ),
        ("postfix_delivered", "delivered", 250, "2.0.0", "2.0.0 Ok: queued as 3F00BA"),
        ("postfix_gave_up", "bounced", 451, "4.4.7", "4.7.1 Greylisted, come back later"),
        (
            "exchange_failed",
            "bounced",
            550,
            "5.1.10",
            "5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
        ),
        (
            "gmail_failed",
            "bounced",
            550,
            "5.1.1",
            "5.1.1 The email account that you tried to reach does not exist. Please try "
            "5.1.1 double-checking the recipient's email address for typos or "
            "5.1.1 unnecessary spaces.",
        ),
        ("complaint", "complained", None, "", ""),
    ],
)
def test_each_style_is_understood(style, verdict, code, status, words):
    told = reports.report(returned(style, TO))
    assert told is not None
    assert (told.verdict, told.code, told.status, told.words) == (verdict, code, status, words)
    assert TO in told.addresses


@pytest.mark.parametrize("style", ["vacation", "postfix_relayed"])
def test_what_tells_nothing_is_no_report(style):
    assert reports.report(returned(style, TO)) is None


def test_of_several_recipients_the_worst_is_told():
    raw = returned("postfix_delivered", TO).replace(
        b"Final-Recipient:",
        b"Final-Recipient: rfc822; one@beta.example\nAction: failed\nStatus: 5.2.2\n\n"
        b"Final-Recipient:",
        1,
    )
    told = reports.report(raw)
    assert told is not None
    assert (told.verdict, told.status) == ("bounced", "5.2.2")


def test_a_report_within_other_parts_is_found():
    inner = returned("postfix_failed", TO)
    raw = b"To: " + TO.encode() + b'\nContent-Type: multipart/mixed; boundary="out"\n\n--out\n'
    told = reports.report(raw + inner + b"\n--out--\n")
    assert told is not None
    assert told.verdict == "bounced"


def test_line_ends_of_the_wire_change_nothing():
    raw = returned("postfix_failed", TO)
    assert reports.report(raw.replace(b"\n", b"\r\n")) == reports.report(raw)


def _deep() -> bytes:
    levels = [
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n'.encode()
        for n in range(30_000)
    ]
    return b"From: x@y.example\n" + b"".join(levels)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00" * 1000,
        b"no headers here\n\nbody",
        b"A: b\n\n" + b"x" * MOST_BYTES,
        _deep()[: MOST_BYTES - 1],
        b'Content-Type: multipart/report; boundary="b"\n\n' + b"--b\nA: b\n\nx\n" * 90_000,
    ],
    ids=["empty", "nul", "no headers", "large", "deep", "many parts"],
)
def test_hostile_mail_is_refused_quickly(raw):
    began = time.monotonic()
    with pytest.raises(Unreadable):
        reports.report(raw)
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    "raw",
    [
        b"A: " + b"x" * 1_000_000 + b"\n\nbody",
        b"".join(b"H%d: x\n" % n for n in range(100_000)) + b"\nbody",
        b"A: b\n" + b" folded\n" * 200_000 + b"\nbody",
        b'Content-Type: text/plain; charset="no-such"\n\n\xff\xfe',
        b'Content-Type: multipart/report; boundary="' + b"(" * 3000 + b'"\n\n--((',
        b"Content-Type: " + b"a;" * 100_000 + b"\n\nx",
        b"To: " + b"a@" * 400_000 + b"\n\nx",
    ],
)
def test_odd_mail_is_no_report(raw):
    began = time.monotonic()
    assert reports.report(raw) is None
    assert time.monotonic() - began < 2


def test_words_hold_nothing_that_a_database_or_a_page_minds():
    raw = returned("postfix_failed", TO).replace(b"User unknown", b"User \x00\x1b[31m\xff unknown")
    told = reports.report(raw)
    assert told is not None
    assert told.words.isprintable()
    assert len(told.words) <= 500
