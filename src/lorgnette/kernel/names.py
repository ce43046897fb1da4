"""What a person's or a company's name may hold, and the key it is sorted and searched by."""

import re
import unicodedata

from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _

MAX_LENGTH = 200
_ODD_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Joiners are letters' business in Persian, Hindi and emoji-free names alike.
_ALLOWED = frozenset({"\u200c", "\u200d"})
_MARKUP_OR_LINK = re.compile(r"[<>]|://|\bwww\.", re.IGNORECASE)


class NameMissing(Refusal):
    code = "name_missing"
    words = _("Enter a name.")


class NameTooLong(Refusal):
    code = "name_too_long"
    words = _("This name has %(length)s characters; at most %(limit)s are kept.")


class NameHasInvisible(Refusal):
    code = "name_has_invisible"
    words = _("This name holds an invisible or control character (%(character)s). Type it again.")


class NameHasMarkup(Refusal):
    code = "name_has_markup"
    words = _("A name cannot hold a web address or the characters < and >.")


def clean_name(raw: str, field: str | None = None, *, required: bool = True) -> str:
    """The name in NFC with single spaces. Raises one of the refusals above."""
    name = unicodedata.normalize("NFC", raw).strip(" ")
    odd = None if name.isprintable() else next((c for c in name if _is_odd(c)), None)
    if odd is not None:
        raise NameHasInvisible(field, character=f"U+{ord(odd):04X}")
    name = " ".join(name.split())
    if required and not name.strip("".join(_ALLOWED)):
        raise NameMissing(field)
    if len(name) > MAX_LENGTH:
        raise NameTooLong(field, length=len(name), limit=MAX_LENGTH)
    if _MARKUP_OR_LINK.search(name):
        raise NameHasMarkup(field)
    return name


def sort_key(name: str) -> str:
    """NFKD, accents dropped, case folded: the same order and search on both engines."""
    if name.isascii():
        return name.casefold()
    decomposed = unicodedata.normalize("NFKD", name.replace("’", "'"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return bare.casefold().translate(_UNDECOMPOSED)


# Letters that Unicode does not decompose but that people type without their stroke.
_UNDECOMPOSED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe"}
)


def _is_odd(character: str) -> bool:
    return unicodedata.category(character) in _ODD_CATEGORIES and character not in _ALLOWED
