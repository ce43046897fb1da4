"""Reads what a mail server reports of a mail: RFC 3464 notifications and RFC 5965 complaints."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lorgnette.mail.mime import Part, Unreadable, fields, parts, read

BOUNCED, DELAYED, DELIVERED, COMPLAINED = "bounced", "delayed", "delivered", "complained"
# Of several recipients behind one address (a list, an alias), the worst is told.
_WORST_FIRST = (COMPLAINED, BOUNCED, DELAYED, DELIVERED)
_ACTIONS = {"failed": BOUNCED, "delayed": DELAYED, "delivered": DELIVERED}
_NO_NEWS = frozenset({"relayed", "expanded"})
_CLASSES = {"5": BOUNCED, "4": DELAYED, "2": DELIVERED}
_COMPLAINTS = frozenset({"abuse", "fraud", "virus", "opt-out", "other"})
_STATUS_PARTS = frozenset({"message/delivery-status", "message/global-delivery-status"})
_ORIGINALS = frozenset(
    {"message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers"}
)

_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_CODE = re.compile(r"^\W*([245]\d\d)\b")
_ADDRESS = re.compile(r"[^\s<>,;:\"()]{1,64}@[^\s<>,;:\"()]{1,254}")
_CONTINUED = re.compile(r"\s[245]\d\d[- ](?=[245]\.\d{1,3}\.\d{1,3}\s)")


@dataclass(frozen=True, slots=True)
class Report:
    """`verdict` is one of the four above; `code` the SMTP reply's, `status` the enhanced one's.

    `words` are the server's, without its code; `addresses` whom the report came to and who the
    mail was sent as.
    """

    verdict: str
    code: int | None
    status: str
    words: str
    addresses: tuple[str, ...]


def report(raw: bytes) -> Report | None:
    """What the mail reports; null for any other mail, and for no news. Raises `Unreadable`."""
    mail = read(raw)
    inside = _bounded(mail)
    told = [one for part in inside for one in _told(part)]
    if not told:
        return None
    worst = min(told, key=lambda one: _WORST_FIRST.index(one.verdict))
    words = worst.words or _in_text(inside, worst.recipient)
    code = _CODE.match(words)
    return Report(
        verdict=worst.verdict,
        code=int(code[1]) if code else None,
        status=worst.status,
        words=words[code.end() :].lstrip(" -") if code else words,
        addresses=tuple(_addresses(mail, inside)),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said of one recipient."""

    verdict: str
    status: str = ""
    words: str = ""
    recipient: str = ""


def _bounded(mail: Part) -> list[Part]:
    """The parts on top are looked at first; what lies too deep is no report of a server."""
    found = []
    try:
        for part in parts(mail):
            found.append(part)
    except Unreadable:
        if not any(part.kind in _STATUS_PARTS for part in found):
            raise
    return found


def _told(part: Part) -> Iterator[_Told]:
    if part.kind in _STATUS_PARTS:
        for group in fields(part.content()):
            yield from _of_recipient(group)
    elif part.kind == "message/feedback-report":
        yield from _of_complaint(next(fields(part.content()), {}))


def _of_recipient(group: dict[str, str]) -> Iterator[_Told]:
    action = group.get("action", "").split("(")[0].strip().lower()
    found = _STATUS.search(group.get("status", ""))
    status = found[1] if found else ""
    verdict = _ACTIONS.get(action) or _CLASSES.get(status[:1])
    if verdict and action not in _NO_NEWS and ("action" in group or "final-recipient" in group):
        to = clean(group.get("final-recipient", "").rpartition(";")[2])
        yield _Told(verdict, status, _words(group.get("diagnostic-code", "")), to)


def _of_complaint(group: dict[str, str]) -> Iterator[_Told]:
    kind = group.get("feedback-type", "").strip().lower()
    if kind in _COMPLAINTS:
        yield _Told(COMPLAINED)


def _words(diagnostic: str) -> str:
    """`smtp; 550 5.1.1 No such user` without the name of its kind and repeated codes."""
    kind, semicolon, text = diagnostic.partition(";")
    told = clean(text if semicolon and " " not in kind.strip() else diagnostic)
    return _CONTINUED.sub(" ", told)


def _in_text(inside: list[Part], recipient: str) -> str:
    """The words beside the recipient in the part for people: OpenSMTPD gives them there alone."""
    notes = (part.content() for part in inside if part.kind == "text/plain")
    text = next(notes, b"").decode("utf-8", "replace")
    start = f"{recipient}:"
    lines = (line.strip() for line in text.split("\n") if recipient)
    return next((clean(line[len(start) :]) for line in lines if line.startswith(start)), "")


def clean(text: str) -> str:
    """One line of printable characters, at most 500."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:500]


def _addresses(mail: Part, inside: list[Part]) -> Iterator[str]:
    """Where the signed return path may stand."""
    to = mail.values("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "to")
    yield from _bare(to)
    for part in inside:
        if part.kind == "message/feedback-report":
            group = next(fields(part.content()), {})
            yield from _bare([group.get("original-mail-from", "")])
        if part.kind in _ORIGINALS:
            original = next(fields(part.content()), {})
            yield from _bare([original.get("return-path", "")])


def _bare(values: list[str]) -> list[str]:
    return [address for value in values[:20] for address in _ADDRESS.findall(value)]
