"""What an action on many people says before, while and after it is done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from lorgnette.invitations.bulk import Foreseen, Named, Progress
from lorgnette.web import moments
from lorgnette.web.admin.sales_users.wording import long_day
from lorgnette.web.pages import say
from lorgnette.web.reader import language
from lorgnette.workspace.settings import current

Words = str | Promise

ICONS = {
    "resend": "send",
    "revoke": "ban",
    "extend": "calendar-plus",
    "lock": "lock",
    "unlock": "lock-open",
}
TITLES: Mapping[str, Words] = {
    "resend": gettext_lazy("Resend"),
    "revoke": gettext_lazy("Revoke"),
    "extend": gettext_lazy("Extend access"),
    "lock": gettext_lazy("Lock"),
    "unlock": gettext_lazy("Unlock"),
}
WHY: Mapping[str, Words] = {
    "nothing_pending": gettext_lazy("no invitation waits for an answer"),
    "access_date_over": gettext_lazy("the access offered is over; another date is needed"),
    "resent_too_often": gettext_lazy("resent too often within an hour"),
    "nothing_to_revoke": gettext_lazy("nothing to revoke"),
    "no_open_grant": gettext_lazy("no access that could be changed"),
    "grant_locked": gettext_lazy("locked already"),
    "grant_not_locked": gettext_lazy("not locked"),
    "last_day_past": gettext_lazy("the day is over in their time zone"),
    "last_day_too_far": gettext_lazy("the day is too far ahead in their time zone"),
    "too_few_seats": gettext_lazy("no seat is left"),
    "suppressed": gettext_lazy("asked never to be invited again"),
    "complained": gettext_lazy("reported an invitation as unwanted"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """How many stay as they are for one reason."""

    count: int
    why: str


@dataclass(frozen=True, slots=True)
class Stays:
    """Somebody who stays as they are, and why."""

    ref: str
    name: str
    address: str
    why: str


def title(verb: str) -> str:
    """The action in a word."""
    return str(TITLES[verb])


def question(verb: str, able: int) -> str:
    """The heading of the page that asks."""
    if not able:
        return gettext("None of those selected would change")
    words = {
        "resend": ngettext(
            "Resend the invitation of %(count)s person?",
            "Resend the invitations of %(count)s people?",
            able,
        ),
        "revoke": ngettext(
            "Revoke what %(count)s person has?", "Revoke what %(count)s people have?", able
        ),
        "extend": ngettext(
            "Extend the access of %(count)s person?",
            "Extend the access of %(count)s people?",
            able,
        ),
        "lock": ngettext("Lock %(count)s person out?", "Lock %(count)s people out?", able),
        "unlock": ngettext("Unlock %(count)s person?", "Unlock %(count)s people?", able),
    }
    return _filled(words[verb], able)


def effects(verb: str, foreseen: Foreseen) -> list[str]:
    """What will happen, and whether it can be undone."""
    if not foreseen.able:
        return []
    if verb == "revoke":
        return _revoking(foreseen.invitations, foreseen.able - foreseen.invitations)
    words = {
        "resend": [
            gettext(
                "Each gets a new link by mail; the link they have stops working. "
                "This cannot be undone."
            )
        ],
        "extend": [
            gettext(
                "The new day counts to its last second, in the time zone of each access. "
                "An access that has ended opens again; a locked one stays locked."
            ),
            _for_a_day(),
        ],
        "lock": [
            gettext(
                "Each is out at the next click and finds a page that says so. "
                "Date, accounts and password stay."
            ),
            _for_a_day(),
        ],
        "unlock": [gettext("Each can sign in and see accounts again."), _for_a_day()],
    }
    return words[verb]


def groups(by_reason: Mapping[str, int]) -> list[Group]:
    """The most frequent reason first."""
    found = sorted(by_reason.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Group(count, str(WHY.get(code, code))) for code, count in found]


def stays(named: Sequence[Named]) -> list[Stays]:
    """Each with the reason in a sentence of its own."""
    return [Stays(one.ref, one.name, one.address, say(one.refusal)) for one in named]


def heading(found: Progress) -> str:
    """The heading of the page that tells how far it is."""
    if found.state == "undoing":
        return gettext("Being undone…")
    if found.state == "undone":
        return gettext("Undone")
    if found.state == "going":
        return gettext("Under way…")
    done = found.counts["done"]
    if not done:
        return gettext("Nobody was changed")
    words = {
        "resend": ngettext(
            "A new link is on its way to %(count)s person",
            "New links are on their way to %(count)s people",
            done,
        ),
        "revoke": ngettext("Revoked for %(count)s person", "Revoked for %(count)s people", done),
        "extend": ngettext("Extended for %(count)s person", "Extended for %(count)s people", done),
        "lock": ngettext("%(count)s person is locked", "%(count)s people are locked", done),
        "unlock": ngettext("%(count)s person is unlocked", "%(count)s people are unlocked", done),
    }
    return _filled(words[found.verb], done)


def outcome(found: Progress) -> list[str]:
    """What came of it, in sentences."""
    told = []
    if found.verb == "extend":
        day = found.last_day
        told.append(
            gettext("New last day: %(day)s.") % {"day": long_day(day)}
            if day
            else gettext("The access no longer ends.")
        )
    if found.state == "undone":
        told = [_undone(found.counts["undone"])]
        if found.counts["kept"]:
            told.append(_kept(found.counts["kept"]))
    return told


def undo_words(found: Progress) -> str:
    """Beside the button; "" where nothing can be undone."""
    if not found.undoable or found.undoable_until is None:
        return ""
    until = moments.long_instant(found.undoable_until, current().zone, language())
    words = ngettext(
        "Puts %(count)s person back as they were, unless changed since. Possible until %(until)s.",
        "Puts %(count)s people back as they were, unless changed since. Possible until %(until)s.",
        found.undoable,
    )
    return words % {"count": moments.number(found.undoable, language()), "until": until}


def _revoking(invitations: int, accesses: int) -> list[str]:
    told = []
    if invitations:
        words = ngettext(
            "%(count)s invitation: its link stops working at once, unsent mail is cancelled. "
            "This cannot be undone: only a new invitation helps.",
            "%(count)s invitations: their links stop working at once, unsent mail is cancelled. "
            "This cannot be undone: only new invitations help.",
            invitations,
        )
        told.append(_filled(words, invitations))
    if accesses:
        words = ngettext(
            "%(count)s access ends at the next click. You can undo this for 24 hours.",
            "%(count)s accesses end at the next click. You can undo this for 24 hours.",
            accesses,
        )
        told.append(_filled(words, accesses))
    return told


def _undone(count: int) -> str:
    words = ngettext("%(count)s person is as before.", "%(count)s people are as before.", count)
    return _filled(words, count)


def _kept(count: int) -> str:
    words = ngettext(
        "%(count)s person was changed by somebody else since, or found no seat, and stays so.",
        "%(count)s people were changed by somebody else since, or found no seat, and stay so.",
        count,
    )
    return _filled(words, count)


def _for_a_day() -> str:
    return gettext("You can undo this for 24 hours.")


def _filled(words: str, count: int) -> str:
    return words % {"count": moments.number(count, language())}
