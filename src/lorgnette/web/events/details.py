"""The line below an event’s sentence, from its values and its personal detail."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext, ngettext

from lorgnette.web import replies
from lorgnette.web.events.labels import setting
from lorgnette.web.moments import long_day, number
from lorgnette.web.reader import language


class Happened(Protocol):
    """What is known of an event; personal detail may have been erased."""

    @property
    def values(self) -> Mapping[str, Any]: ...

    @property
    def personal(self) -> Mapping[str, Any]: ...


def reason(event: Happened) -> str:
    said = text(event, "reason")
    return gettext("“%(text)s”") % {"text": said} if said else ""


def invited(event: Happened) -> str:
    count = int(event.values.get("with_others") or 0)
    others = ngettext("With %(count)s other person", "With %(count)s other people", count)
    told = [others % {"count": number(count, language())}] if count else []
    return " · ".join(filter(None, [*told, reason(event)]))


def reply(event: Happened) -> str:
    return replies.in_words(event.values.get("code"), text(event, "words"))


def recipient(event: Happened) -> str:
    address = text(event, "address")
    return gettext("To %(address)s") % {"address": address} if address else ""


def edited(event: Happened) -> str:
    """The address and the day, each where it changed."""
    old, new = event.values.get("old", {}), event.values.get("new", {})
    was, now = event.personal.get("old", {}), event.personal.get("new", {})
    told = []
    if was.get("address") != now.get("address"):
        words = gettext("%(old)s became %(new)s")
        told.append(words % {"old": was.get("address"), "new": now.get("address")})
    if old.get("last_day") != new.get("last_day"):
        told.append(_through(new.get("last_day")))
    return " · ".join(told)


def until(event: Happened) -> str:
    return _through(event.values["last_day"]) if "last_day" in event.values else ""


def _through(last_day: str | None) -> str:
    if not last_day:
        return gettext("Without an end")
    return gettext("Through %(day)s") % {"day": long_day(date.fromisoformat(last_day), language())}


def old_link(_event: Happened) -> str:
    return gettext("New link; the one before stopped working")


def twice(_event: Happened) -> str:
    return gettext("The connection broke at the last moment; both copies hold the same link")


def fetched(event: Happened) -> str:
    if event.values.get("by") == "scanner":
        return gettext("By a program that checks links")
    return gettext("By a person, or by a program that checks links")


def view_ended(event: Happened) -> str:
    words = {
        "stopped": gettext("They stopped"),
        "replaced": gettext("They viewed as somebody else instead"),
        "signed_out": gettext("They signed out"),
        "expired": gettext("The time was over"),
    }
    return words.get(str(event.values.get("how", "")), "")


def because(event: Happened) -> str:
    words = {
        "never_again": gettext("With “Never invite me again”"),
        "complaint": gettext("The mail was reported as unwanted"),
    }
    return words.get(str(event.values.get("because", "")), "")


def source(event: Happened) -> str:
    words = {
        "person": gettext("The person asked for it"),
        "complaint": gettext("The mail was reported as unwanted"),
    }
    return words.get(str(event.values.get("source", "")), "")


def text(event: Happened, name: str) -> str:
    """Personal detail may have been erased; then nothing is told of it."""
    return str(event.personal.get(name) or event.values.get(name) or "")


def account(event: Happened) -> str:
    """The person and the account, as long as they are not erased."""
    return " → ".join(filter(None, [text(event, "name"), str(event.personal.get("account") or "")]))


def rows_read(event: Happened) -> str:
    count = int(event.values.get("rows_read") or 0)
    words = ngettext("%(count)s row read", "%(count)s rows read", count)
    return words % {"count": number(count, language())} if count else ""


def called(event: Happened) -> str:
    """The name of the view or list, until it is erased."""
    name = event.personal.get("view") or event.personal.get("list") or ""
    return gettext("“%(text)s”") % {"text": name} if name else ""


def named(event: Happened) -> str:
    return text(event, "name")


def replayed(event: Happened) -> str:
    count, taken = _count(event, "count"), _count(event, "taken")
    words = ngettext(
        "%(count)s event, of which %(taken)s could be taken",
        "%(count)s events, of which %(taken)s could be taken",
        count,
    )
    told = {"count": number(count, language()), "taken": number(taken, language())}
    return " · ".join(filter(None, [named(event), words % told]))


def which_settings(event: Happened) -> str:
    return ", ".join(setting(name) for name in event.values)


def what_was_deleted(event: Happened) -> str:
    words = {
        "events": ngettext("%(count)s event", "%(count)s events", _count(event, "events")),
        "mails": ngettext(
            "%(count)s mail’s content", "%(count)s mails’ content", _count(event, "mails")
        ),
        "syncs": ngettext(
            "%(count)s synchronisation", "%(count)s synchronisations", _count(event, "syncs")
        ),
        "drafts": ngettext("%(count)s draft", "%(count)s drafts", _count(event, "drafts")),
        "collected": ngettext(
            "%(count)s event without a name or dead",
            "%(count)s events without a name or dead",
            _count(event, "collected"),
        ),
        "activities": ngettext(
            "%(count)s activity", "%(count)s activities", _count(event, "activities")
        ),
    }
    told = [(words[name], _count(event, name)) for name in words if _count(event, name)]
    return ", ".join(sentence % {"count": number(count, language())} for sentence, count in told)


def _count(event: Happened, name: str) -> int:
    return int(event.values.get(name) or 0)
