"""Turns the text of a cell into a value, by the type of its column."""

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TypeVar
from urllib.parse import urlsplit

import idna
from babel.numbers import list_currencies

from lorgnette.crm.connectors.csv_folder.columns import Column
from lorgnette.kernel import clock
from lorgnette.kernel.addresses import Address, parse_address
from lorgnette.kernel.names import clean_name
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.spreadsheets import from_text

T = TypeVar("T")

MAX_ID = 120
MAX_ADDRESS = 254
FORMULA_STARTS = frozenset("=+-@")
_ABROAD = re.compile(r"\+[\d ().\-]+", re.ASCII)
_SURROGATE = re.compile("[\ud800-\udfff]")
_JOINERS = "\u200c\u200d"
_SHOWN = 60
# Clocks differ a little; an activity of next week is a mistake.
_AHEAD = timedelta(days=1)
_AMOUNT = re.compile(r"-?\d{1,30}([.,]\d{1,10})?")
_COUNTRY = re.compile(r"[A-Z]{2}")
_LANGUAGE = re.compile(r"([a-z]{2,3})([_-][A-Za-z0-9]{2,8})*(\.\S*)?", re.IGNORECASE)
_CURRENCIES = list_currencies()
_TRUTHS = {
    **dict.fromkeys(("true", "1", "yes", "y", "oui", "vrai"), True),
    **dict.fromkeys(("false", "0", "no", "n", "non", "faux"), False),
}
_STATUSES = {
    **dict.fromkeys(("open", "ouverte"), "open"),
    **dict.fromkeys(("won", "closed won", "gagnée"), "won"),
    **dict.fromkeys(("lost", "closed lost", "perdue"), "lost"),
}

# Called with a code and values where a value is taken, but not as it was.
Note = Callable[..., None]


class Bad(Exception):
    """The cell holds no value of its type; `code` is one of `crm.words`."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def read(column: Column, raw: str, note: Note) -> object:
    """The value of a cell that is not empty. Raises `Bad`."""
    if not raw.isascii() and _SURROGATE.search(raw):
        raise Bad("not_utf8")
    return READERS[column.type](raw, column, note)


def _id(raw: str, _column: Column, _note: Note) -> str:
    if _visible(raw) != raw:
        raise Bad("id_malformed")
    if len(raw) > MAX_ID:
        raise Bad("id_too_long", length=len(raw), limit=MAX_ID)
    return raw


def _name(raw: str, _column: Column, note: Note) -> str:
    try:
        name = clean_name(raw)
    except Refusal as refusal:
        raise Bad(refusal.code, **refusal.values) from None
    return _literal(name, note)


def _phone(raw: str, column: Column, note: Note) -> str:
    """A plus before digits is that of a number abroad, no formula."""
    if _ABROAD.fullmatch(raw) and len(raw) <= column.limit:
        return " ".join(raw.split())
    return _text(raw, column, note)


def _text(raw: str, column: Column, note: Note) -> str:
    spaced = " ".join(unicodedata.normalize("NFC", raw).split())
    text = _visible(spaced)
    if text != spaced:
        note("text_has_invisible")
    if len(text) > column.limit:
        note("text_too_long", length=len(text), limit=column.limit)
    return _literal(text[: column.limit], note)


def _literal(text: str, note: Note) -> str:
    """A cell that a spreadsheet would compute stays the text it is.

    An apostrophe in front is how programs, ours too, write such a text: it is not part of it.
    """
    bare = from_text(text)
    if bare != text:
        return bare
    if text[:1] in FORMULA_STARTS and len(text) > 1:
        note("looks_like_formula", start=text[:12])
    return text


def _email(raw: str, _column: Column, _note: Note) -> Address:
    try:
        address = parse_address(raw)
    except Refusal as refusal:
        raise Bad(refusal.code, **refusal.values) from None
    if len(address.address) > MAX_ADDRESS:
        raise Bad("address_malformed", address=_short(raw))
    return address


def _boolean(raw: str, _column: Column, _note: Note) -> bool:
    return _one_of(_TRUTHS, raw, "not_boolean")


def _status(raw: str, _column: Column, _note: Note) -> str:
    return _one_of(_STATUSES, raw, "not_status")


def _activity_type(raw: str, _column: Column, _note: Note) -> str:
    if len(raw) > 40 or not raw.isascii() or not raw.isprintable():
        raise Bad("unknown_type", value=_short(raw))
    return raw.lower()


def _language(raw: str, _column: Column, _note: Note) -> str:
    found = _LANGUAGE.fullmatch(raw)
    if found is None:
        raise Bad("not_language", value=_short(raw))
    return found[1].lower()


def _country(raw: str, _column: Column, _note: Note) -> str:
    if not _COUNTRY.fullmatch(raw.upper()):
        raise Bad("not_country", value=_short(raw))
    return raw.upper()


def _domain(raw: str, _column: Column, _note: Note) -> str:
    """The domain alone, also of a web address."""
    try:
        host = urlsplit(raw if "://" in raw else f"//{raw}").hostname or ""
        domain = idna.encode(host.removeprefix("www."), uts46=True, std3_rules=True).decode()
    except (ValueError, idna.IDNAError):
        domain = ""
    if "." not in domain.strip(".") or len(domain) > 253:
        raise Bad("not_domain", value=_short(raw))
    return domain.lower()


def _currency(raw: str, _column: Column, _note: Note) -> str:
    if raw.upper() not in _CURRENCIES:
        raise Bad("not_currency", value=_short(raw))
    return raw.upper()


def _amount(raw: str, _column: Column, _note: Note) -> Decimal:
    if not _AMOUNT.fullmatch(raw) or not raw.isascii():
        raise Bad("not_amount", value=_short(raw))
    return Decimal(raw.replace(",", "."))


def _date(raw: str, _column: Column, _note: Note) -> date:
    try:
        day = date.fromisoformat(raw)
    except ValueError:
        raise Bad("not_date", value=_short(raw)) from None
    if not 1900 <= day.year < 2200:
        raise Bad("date_out_of_range", value=_short(raw))
    return day


def _instant(raw: str, _column: Column, _note: Note) -> datetime:
    """Without an offset it is in UTC."""
    try:
        at = datetime.fromisoformat(raw)
    except ValueError:
        raise Bad("not_instant", value=_short(raw)) from None
    if len(raw) <= len("2026-11-24"):
        raise Bad("not_instant", value=_short(raw))
    if not 1900 <= at.year < 2200:
        raise Bad("date_out_of_range", value=_short(raw))
    if at.tzinfo is not UTC:
        at = at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC)
    if at > clock.now() + _AHEAD:
        raise Bad("instant_in_future", value=_short(raw))
    return at


def _one_of(meanings: dict[str, T], raw: str, code: str) -> T:
    if raw.lower() not in meanings:
        raise Bad(code, value=_short(raw))
    return meanings[raw.lower()]


def _short(raw: str) -> str:
    """What a report shows of a cell."""
    visible = "".join(c if not _is_invisible(c) else "\ufffd" for c in raw[:_SHOWN])
    return f"{visible}…" if len(raw) > _SHOWN else visible


def _visible(text: str) -> str:
    """Without what cannot be seen; the common case costs no look at each character."""
    return text if text.isprintable() else "".join(c for c in text if not _is_invisible(c))


def _is_invisible(character: str) -> bool:
    category = unicodedata.category(character)
    odd = category[0] == "C" or category in ("Zl", "Zp")
    return odd and character not in _JOINERS


READERS: dict[str, Callable[[str, Column, Note], object]] = {
    "id": _id,
    "name": _name,
    "text": _text,
    "phone": _phone,
    "email": _email,
    "boolean": _boolean,
    "language": _language,
    "domain": _domain,
    "country": _country,
    "status": _status,
    "amount": _amount,
    "currency": _currency,
    "date": _date,
    "instant": _instant,
    "activity_type": _activity_type,
}
