"""What a message says of its values: words for placeholders, and the fixed facts below the text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext, ngettext

from lorgnette.mail import dates

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the table below the text; `url` is where the label leads, "" nowhere."""

    label: str
    value: str
    url: str = ""


def placeholder_words(values: Values, language: str) -> dict[str, str]:
    """The words for each placeholder but the link, in the language that is active."""
    return {
        "first_name": values.get("first_name") or values.get("name") or "",
        "inviter": values.get("inviter", ""),
        "company": values.get("company", ""),
        "accounts": _whose_accounts(values.get("scope", "own")),
        "access_expires": _last_day(values, language) or gettext("further notice"),
    }


def facts(values: Values, language: str) -> list[Fact]:
    """For whom, what, until when, and how long the link is valid: as far as the values tell."""
    rows = [Fact(gettext("For"), values.get("address", ""))]
    if "scope" in values:
        rows.append(Fact(gettext("You will see"), _what(values, language)))
        rows.append(Fact(gettext("Access until"), access_until(values, language)))
    if values.get("link_ends_at"):
        rows.append(Fact(gettext("Link valid until"), _link_ends(values, language)))
    return rows


def access_until(values: Values, language: str) -> str:
    """The last instant of access with its zone, or that there is none."""
    day = _last_day(values, language)
    if not day:
        return gettext("No end date")
    return f"{day}, 23:59:59 ({dates.place(values['zone'], language)})"


def _what(values: Values, language: str) -> str:
    count = values.get("accounts")
    if values.get("scope") == "all" or count is None:
        return f"Account Insight, {_whose_accounts(values['scope'])}"
    if count == 0:
        return gettext("Account Insight, no accounts yet")
    return ngettext(
        "Account Insight, %(number)s account", "Account Insight, %(number)s accounts", count
    ) % {"number": dates.number(count, language)}


def _whose_accounts(scope: str) -> str:
    if scope == "all":
        return gettext("all accounts")
    if scope == "reports":
        return gettext("your own accounts and those of the people who report to you")
    if scope == "chosen":
        return gettext("the accounts chosen for you")
    return gettext("your own and your team’s accounts")


def _last_day(values: Values, language: str) -> str:
    iso = values.get("last_day")
    return dates.long_day(date.fromisoformat(iso), language) if iso else ""


def _link_ends(values: Values, language: str) -> str:
    at = datetime.fromisoformat(values["link_ends_at"])
    return dates.long_instant(at, values.get("zone") or "UTC", language)
