"""The names and values that an event keeps, as a reader would write them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from lorgnette.web import moments
from lorgnette.web.events.labels import SETTINGS
from lorgnette.web.reader import language

FIELDS: Mapping[str, Promise] = {
    "accept": gettext_lazy("Accepted"),
    "account": gettext_lazy("Account"),
    "accepted": gettext_lazy("Accepted"),
    "copied_from": gettext_lazy("Copy of version"),
    "rule": gettext_lazy("Rule"),
    "score": gettext_lazy("Points"),
    "version": gettext_lazy("Version"),
    "exact": gettext_lazy("The same domain"),
    "registrable": gettext_lazy("Below the account’s domain"),
    "to_parent": gettext_lazy("The parent of a family"),
    "names": gettext_lazy("The company’s name"),
    "margin": gettext_lazy("Margin"),
    "name_least": gettext_lazy("Likeness of names"),
    "free": gettext_lazy("Free mail of your own"),
    "excluded": gettext_lazy("Excluded domains"),
    "address": gettext_lazy("Email"),
    "answer": gettext_lazy("Answer"),
    "code": gettext_lazy("Code"),
    "batch": gettext_lazy("Sending"),
    "cells": gettext_lazy("Cells"),
    "columns": gettext_lazy("Columns"),
    "counts": gettext_lazy("Counts"),
    "domain": gettext_lazy("Domain"),
    "days": gettext_lazy("Days"),
    "drafts": gettext_lazy("Drafts"),
    "events": gettext_lazy("Events"),
    "failure": gettext_lazy("Failure"),
    "filter": gettext_lazy("Filter"),
    "invited_at": gettext_lazy("Invited on"),
    "limit": gettext_lazy("Limit"),
    "mails": gettext_lazy("Mails"),
    "message": gettext_lazy("Message"),
    "problems": gettext_lazy("Problems"),
    "purpose": gettext_lazy("Purpose"),
    "request": gettext_lazy("Request"),
    "rules": gettext_lazy("Rules"),
    "run": gettext_lazy("Run"),
    "source": gettext_lazy("Source"),
    "status": gettext_lazy("Status"),
    "syncs": gettext_lazy("Synchronisations"),
    "taken": gettext_lazy("Taken"),
    "through": gettext_lazy("Through entry"),
    "via": gettext_lazy("Way"),
    "with_others": gettext_lazy("Others with them"),
    "count": gettext_lazy("Number"),
    "daily": gettext_lazy("Daily mail"),
    "weekly": gettext_lazy("Weekly report"),
    "moments": gettext_lazy("Mails of interesting moments"),
    "weekends": gettext_lazy("On weekends too"),
    "hour": gettext_lazy("Hour"),
    "people": gettext_lazy("People"),
    "burst": gettext_lazy("Activities within a second"),
    "networks": gettext_lazy("Address ranges"),
    "deleted": gettext_lazy("Deleted"),
    "total": gettext_lazy("Rows deleted"),
    "topic": gettext_lazy("What is followed"),
    "begun_at": gettext_lazy("Begun at"),
    "ends_at": gettext_lazy("Ends at"),
    "how": gettext_lazy("How it ended"),
    "format": gettext_lazy("Format"),
    "kind": gettext_lazy("Kind"),
    "last_day": gettext_lazy("Last day"),
    "link_ends_at": gettext_lazy("Link valid until"),
    "name": gettext_lazy("Name"),
    "note": gettext_lazy("Note"),
    "reason": gettext_lazy("Reason"),
    "role": gettext_lazy("Role"),
    "rows_read": gettext_lazy("Rows read"),
    "scope": gettext_lazy("Accounts"),
    "why": gettext_lazy("Reason"),
    "words": gettext_lazy("Words"),
    "limit_minute": gettext_lazy("Most events a minute"),
    "back_days": gettext_lazy("Days back"),
    "anonymous_days": gettext_lazy("Days anonymous events wait"),
    "dead_days": gettext_lazy("Days dead events are kept"),
    "zone": gettext_lazy("Time zone"),
    "before": gettext_lazy("Before"),
    "like": gettext_lazy("Begun as"),
    "place": gettext_lazy("Place"),
    "verdict": gettext_lazy("Verdict"),
    "won": gettext_lazy("Won"),
    "lost": gettext_lazy("Lost"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """What something was, and what it is now."""

    name: str
    old: str
    new: str


def changes(values: Mapping[str, Any]) -> list[Change]:
    """Each value that is told as old and new, one by one or all of them at once."""
    pairs = {
        name: (value["old"], value["new"])
        for name, value in values.items()
        if isinstance(value, dict) and value.keys() == {"old", "new"}
    }
    if pairs:
        return [
            Change(_setting(n), shown(n, old), shown(n, new)) for n, (old, new) in pairs.items()
        ]
    if values.keys() >= {"old", "new"}:
        pairs = _of_two(values["old"], values["new"])
    return [Change(field(n), shown(n, old), shown(n, new)) for n, (old, new) in pairs.items()]


def _setting(name: str) -> str:
    return str(SETTINGS.get(name) or field(name))


def field(name: str) -> str:
    """What a field is called, or its name where it has no words."""
    return str(FIELDS.get(name) or SETTINGS.get(name) or name.replace("_", " "))


def shown(name: str, value: Any) -> str:
    """A value in words: days and instants written out, nothing as a dash."""
    if value in (None, "", [], {}):
        return (
            gettext("No limit") if name in ("seat_limit", "domain_hourly", "limit_minute") else "–"
        )
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, list | tuple):
        return ", ".join(shown("", one) for one in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return _moment(value) if isinstance(value, str) else str(value)


def _of_two(old: Any, new: Any) -> dict[str, tuple[Any, Any]]:
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return {"": (old, new)}
    return {n: (old.get(n), new.get(n)) for n in {**old, **new} if old.get(n) != new.get(n)}


def _moment(text: str) -> str:
    """A day or an instant that is kept as text; other text as it is."""
    if not text[:4].isdigit() or text[4:5] != "-":
        return text
    try:
        if len(text) == len("2026-12-31"):
            return moments.long_day(date.fromisoformat(text), language())
        at = datetime.fromisoformat(text)
        return moments.long_instant(at, timezone.get_current_timezone_name(), language())
    except ValueError:
        return text
