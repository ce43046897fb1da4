"""Returned mail of each style, made out to a message."""

from pathlib import Path

from lorgnette.mail.models import Message
from lorgnette.mail.return_path import return_path

SENDER = "lorgnette@aubier.example"
_FOLDER = Path(__file__).parent / "reports"


def returned(style: str, to: str) -> bytes:
    """The sample of this name that came back to the address `to`."""
    return (_FOLDER / f"{style}.eml").read_bytes().replace(b"@RETURN@", to.encode())


def of(message: Message, style: str) -> bytes:
    """The sample that came back to the message's own return path."""
    return returned(style, return_path(message.public_id, SENDER))
