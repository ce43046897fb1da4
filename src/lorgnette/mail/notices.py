"""The words and the table of the letters about an access's end, from the values they carry."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext, ngettext

from lorgnette.mail import dates
from lorgnette.mail.facts import Fact, Values


def words(values: Values, language: str) -> dict[str, str]:
    """For the placeholders that these letters have beyond an invitation's."""
    known = {
        "last_day": _day(values.get("last_day"), language),
        "person": values.get("person", ""),
        "whom": values.get("whom") or gettext("an administrator"),
    }
    return known | ({"summary": _summary(values, language)} if "rows" in values else {})


def table(values: Values, language: str) -> list[Fact]:
    """What the letter tells beside its text: one line a fact, or one a person of a digest."""
    if "rows" in values:
        return list(_people(values, language))
    return [fact for fact in _facts(values, language) if fact.value]


def first_line(kind: str, values: Values, language: str) -> str:
    """What a list of mails shows after the subject."""
    if kind == "inviter_digest":
        return gettext("Extend the access of whoever still needs it.")
    if kind in ("extension_asked", "link_asked"):
        return str(values.get("why") or values.get("address", ""))
    if kind == "extension_declined":
        return str(values.get("note", ""))
    return f"{gettext('Access until')} {_until(values, language)}"


def _facts(values: Values, language: str) -> Iterator[Fact]:
    if "person" in values:
        yield Fact(gettext("Person"), f"{values['person']} ({values.get('address', '')})")
    else:
        yield Fact(gettext("For"), values.get("address", ""))
    if "last_day" in values:
        yield Fact(gettext("Access until"), _until(values, language))
    if values.get("locked_at"):
        at = datetime.fromisoformat(values["locked_at"])
        yield Fact(gettext("Locked"), dates.long_instant(at, values["zone"], language))
    yield Fact(gettext("Wished until"), _day(values.get("wished_day"), language))
    yield Fact(gettext("Invited"), _day(values.get("invited_day"), language))
    yield Fact(gettext("Why"), values.get("why", ""))
    yield Fact(gettext("Answer"), values.get("note", ""))


def _until(values: Values, language: str) -> str:
    day = _day(values.get("last_day"), language)
    if not day:
        return gettext("No end date")
    return f"{day}, 23:59:59 ({dates.place(values['zone'], language)})"


def _people(values: Values, language: str) -> Iterator[Fact]:
    for row in values["rows"]:
        yield Fact(row["name"], _standing(row, language))
    more = values["total"] - len(values["rows"])
    if more:
        sentence = ngettext("%(count)s more person", "%(count)s more people", more)
        yield Fact(gettext("Others"), sentence % {"count": dates.number(more, language)})


def _standing(row: dict[str, Any], language: str) -> str:
    sentence = gettext("ended on %(day)s") if row["ended"] else gettext("ends on %(day)s")
    return sentence % {"day": _day(row["last_day"], language)}


def _summary(values: Values, language: str) -> str:
    total, first = values["total"], values["rows"][0]
    if total == 1:
        sentence = (
            gettext("The access of %(person)s ended on %(day)s")
            if first["ended"]
            else gettext("The access of %(person)s ends on %(day)s")
        )
        return sentence % {"person": first["name"], "day": _day(first["last_day"], language)}
    sentence = ngettext(
        "The access of %(count)s person ends or has ended",
        "The access of %(count)s people ends or has ended",
        total,
    )
    return sentence % {"count": dates.number(total, language)}


def _day(iso: str | None, language: str) -> str:
    return dates.long_day(date.fromisoformat(iso), language) if iso else ""
