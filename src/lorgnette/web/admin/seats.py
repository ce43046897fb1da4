"""The seats in words, where there is a limit: above the list, and beside whom one invites."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from lorgnette.access.seats import Standing, standing
from lorgnette.web import moments
from lorgnette.web.reader import language


@dataclass(frozen=True, slots=True)
class Seats:
    """`words` says how many are taken, `warning` (or "") that they run out; both for a bar."""

    limit: int
    taken: int
    words: str
    warning: str
    is_full: bool


def seats(inviting: int = 0) -> Seats | None:
    """As they are now, for somebody who wants `inviting` more; null without a limit."""
    now = standing()
    if now.limit is None:
        return None
    warning = _too_few(inviting, now.left) if inviting > now.left else _tight(now)
    return Seats(
        limit=now.limit,
        taken=min(now.taken, now.limit),
        words=_taken(now, now.limit),
        warning=warning,
        is_full=now.left < max(inviting, 1),
    )


def _taken(now: Standing, limit: int) -> str:
    """47 of 50 seats are taken, 3 of them pending."""
    words = ngettext(
        "%(taken)s of %(limit)s seat is taken, %(pending)s pending",
        "%(taken)s of %(limit)s seats are taken, %(pending)s pending",
        limit,
    )
    return words % {
        "taken": moments.number(now.taken, language()),
        "limit": moments.number(limit, language()),
        "pending": moments.number(now.pending, language()),
    }


def _tight(now: Standing) -> str:
    if not now.is_tight:
        return ""
    if not now.left:
        return gettext("No seat is left. Revoking, locking or the end of an access frees one.")
    words = ngettext("Only %(left)s seat is left.", "Only %(left)s seats are left.", now.left)
    return words % {"left": moments.number(now.left, language())}


def _too_few(inviting: int, left: int) -> str:
    words = ngettext(
        "You invite %(count)s person; seats left: %(left)s. Nothing would be sent.",
        "You invite %(count)s people; seats left: %(left)s. Nothing would be sent.",
        inviting,
    )
    return words % {
        "count": moments.number(inviting, language()),
        "left": moments.number(left, language()),
    }
