"""Takes returned mail apart: few parts, little depth, each byte looked at once, nothing trusted."""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message

MOST_BYTES = 2_000_000
MOST_PARTS, MOST_DEPTH, MOST_HEADERS = 30, 4, 200
LONGEST_HEADER = 4000

_HEADER = re.compile(r"^([!-9;-~]+)[ \t]*:[ \t]*(.*)$")


class Unreadable(Exception):
    """This is no mail, or one larger or deeper than any report of a mail server."""


@dataclass(frozen=True, slots=True)
class Part:
    """A mail or a part of one. Headers by their name in lower case, each with its values."""

    headers: Mapping[str, list[str]]
    body: bytes

    @property
    def kind(self) -> str:
        """The content type, in lower case."""
        return self._typed().get_content_type()

    @property
    def boundary(self) -> bytes:
        return str(self._typed().get_boundary("") or "").encode("ascii", "replace")

    def values(self, *names: str) -> list[str]:
        return [value for name in names for value in self.headers.get(name, [])]

    def content(self) -> bytes:
        """The body, its transfer encoding undone as far as it can be."""
        coding = "".join(self.values("content-transfer-encoding")[:1]).strip().lower()
        if coding == "quoted-printable":
            return quopri.decodestring(self.body)
        if coding == "base64":
            return _base64(self.body)
        return self.body

    def _typed(self) -> Message:
        message = Message()
        message["Content-Type"] = "".join(self.values("content-type")[:1]) or "text/plain"
        return message


def read(raw: bytes) -> Part:
    """The mail as one part. Raises `Unreadable`."""
    if len(raw) > MOST_BYTES:
        raise Unreadable("too large")
    part = _part(raw.replace(b"\r\n", b"\n"))
    if not part.headers:
        raise Unreadable("no headers")
    return part


def parts(part: Part, depth: int = 0) -> Iterator[Part]:
    """The part and those inside it, from the outside. Raises `Unreadable`."""
    if depth > MOST_DEPTH:
        raise Unreadable("too deep")
    yield part
    if part.kind.startswith("multipart/") and part.boundary:
        for piece in _pieces(part.body, part.boundary):
            yield from parts(_part(piece), depth + 1)


def fields(text: bytes) -> Iterator[dict[str, str]]:
    """Groups of `Name: value` lines, as in a delivery status; of one name the first counts."""
    for group in re.split(rb"\n[ \t]*\n", text.replace(b"\r\n", b"\n")):
        headers, _rest = _headers(group.strip(b"\n") + b"\n\n")
        if headers:
            yield {name: values[0] for name, values in headers.items()}


def _part(raw: bytes) -> Part:
    headers, body = _headers(raw)
    return Part(headers, body)


def _headers(raw: bytes) -> tuple[dict[str, list[str]], bytes]:
    head, _gap, body = raw.partition(b"\n\n")
    found: dict[str, list[str]] = {}
    for line in _unfolded(head)[:MOST_HEADERS]:
        named = _HEADER.match(line)
        if named:
            found.setdefault(named[1].lower(), []).append(named[2].strip())
    return found, body


def _unfolded(head: bytes) -> list[str]:
    lines: list[list[str]] = []
    for line in head.decode("utf-8", "replace").split("\n"):
        if line[:1] in (" ", "\t") and lines:
            lines[-1].append(line.strip())
        elif len(lines) <= MOST_HEADERS:
            lines.append([line])
    return [" ".join(line)[:LONGEST_HEADER] for line in lines]


def _pieces(body: bytes, boundary: bytes) -> list[bytes]:
    """What stands between the boundary's lines; an unclosed last piece counts too."""
    pieces = re.split(rb"(?m)^--" + re.escape(boundary) + rb"(?:--)?[ \t]*$\n?", body)[1:]
    if len(pieces) > MOST_PARTS:
        raise Unreadable("too many parts")
    return [piece for piece in pieces if piece.strip()]


def _base64(body: bytes) -> bytes:
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", body)
    try:
        return base64.b64decode(letters + b"=" * (-len(letters) % 4))
    except binascii.Error:
        return b""
