"""The fixed list of placeholders in an editable message, replaced in one pass, all else literal."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

PLACEHOLDERS = ("first_name", "inviter", "accounts", "access_expires", "company", "link")
LINK = "[link]"

# Our own standard letters have more of them; what a kind does not know stays as it is written.
_ANY = re.compile(r"\[([a-z_]+)\]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of literal text, or the place of the link (`text` is then empty)."""

    text: str
    is_link: bool = False


def replace(text: str, words: Mapping[str, str]) -> str:
    """`text` with each placeholder that `words` knows replaced; what comes in is not read again."""
    return _ANY.sub(lambda match: words.get(match[1], match[0]), text)


def pieces(text: str, words: Mapping[str, str]) -> Iterator[Piece]:
    """The replaced text cut around each `[link]`."""
    for index, part in enumerate(text.split(LINK)):
        if index:
            yield Piece("", is_link=True)
        if part:
            yield Piece(replace(part, words))
