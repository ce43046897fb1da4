"""Telephone numbers as a device dials them."""

import re
from dataclasses import dataclass

_DIALLED = re.compile(r"[^\d+]", re.ASCII)
_NUMBER = re.compile(r"\+?\d{3,20}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Phone:
    """As the CRM writes it, and where it leads; `href` is "" where nothing can be dialled."""

    words: str
    href: str


def phone_of(written: str) -> Phone | None:
    """None for none. What stands behind the number, as an extension does, is not dialled."""
    if not written:
        return None
    number = _DIALLED.sub("", re.split(r"[A-Za-z,;#]", written.replace("(0)", ""))[0])
    return Phone(written, f"tel:{number}" if _NUMBER.fullmatch(number) else "")
