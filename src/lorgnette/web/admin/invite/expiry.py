"""Until when: the native date, its quick choices, and the day spelled out."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext

from lorgnette.kernel import clock
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.mail.dates import place
from lorgnette.web import moments
from lorgnette.web.reader import language
from lorgnette.workspace.settings import current


class DayMalformed(Refusal):
    code = "day_malformed"
    words = _("“%(typed)s” is not a day. Choose one in the calendar, or type it as 2026-12-31.")


@dataclass(frozen=True, slots=True)
class Quick:
    """A quick choice; `code` is what its button posts."""

    code: str
    words: str
    pressed: bool


@dataclass(frozen=True, slots=True)
class Until:
    """The expiry field: `typed` as it stands in the input, and what is said of it below."""

    typed: str
    today: str
    quick: list[Quick]
    sentence: str
    error: str


def until(last_day: date | None, *, typed: str | None = None, error: str = "") -> Until:
    """The field for a day, or for what was `typed` where that is no day."""
    zone = current().zone
    today = clock.today(zone)
    shown = typed if typed is not None else (last_day.isoformat() if last_day else "")
    is_day = typed is None
    quick = [
        Quick(code, words, is_day and quick_day(code, today) == last_day)
        for code, words in _choices()
    ]
    return Until(shown, today.isoformat(), quick, sentence(last_day, zone), error)


def quick_day(code: str, today: date) -> date | None:
    """The last day a quick choice means; null for never."""
    if code == "year":
        return date(today.year, 12, 31)
    if code in {"30", "90"}:
        return today + timedelta(days=int(code))
    return None


def day_typed(typed: str) -> date | None:
    """The day in an input of type date; empty means never. Raises `DayMalformed`."""
    if not typed.strip():
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        raise DayMalformed("last_day", typed=typed[:40]) from None


def sentence(last_day: date | None, zone: str) -> str:
    """Through Thursday 31 December 2026, 23:59:59, Paris time."""
    if last_day is None:
        return gettext("Access has no end date. You can set one later.")
    return gettext("Through %(weekday)s %(day)s, 23:59:59, %(place)s time.") % {
        "weekday": moments.formatted(last_day, "EEEE", language()),
        "day": moments.long_day(last_day, language()),
        "place": place(zone, language()),
    }


def _choices() -> list[tuple[str, str]]:
    return [
        ("30", gettext("30 days")),
        ("90", gettext("90 days")),
        ("year", gettext("End of year")),
        ("never", gettext("Never")),
    ]
