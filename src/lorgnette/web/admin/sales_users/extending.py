"""Reads the last day that was chosen for an access."""

from datetime import date

from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.web.admin.sales_users.typed import Typed

NEVER, OTHER, KEEP = "never", "other", "keep"


class NoEndChosen(Refusal):
    code = "no_end_chosen"
    words = _("Choose until when the access lasts.")


class DayUnreadable(Refusal):
    code = "day_unreadable"
    words = _("Choose a day in the calendar.")


def chosen_day(typed: Typed) -> date | None:
    """The last day; None for never. Raises the refusals above."""
    if typed.until == NEVER:
        return None
    if not typed.until:
        raise NoEndChosen("until")
    text = typed.day if typed.until == OTHER else typed.until
    try:
        return date.fromisoformat(text)
    except ValueError as unreadable:
        raise DayUnreadable("day") from unreadable
