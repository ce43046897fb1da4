"""The activities of an account as lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from lorgnette.activities.recent import RecentActivity
from lorgnette.insight.feed import Activities
from lorgnette.web.insight.phrases import Deed, deed_of, icon_of


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """Who did what; `subject` is the source's word for it, "" where it gave none."""

    icon: str
    deed: Deed
    subject: str
    at: datetime
    person_ref: str = ""


@dataclass(frozen=True, slots=True)
class ActivityLines:
    """The context of `insight/_activities.html`.

    `older_href` leads to the next ones, "" at the end; `are_more` where they come below others.
    """

    lines: Sequence[ActivityLine]
    older_href: str
    are_more: bool


def activity_lines(ref: str, activities: Activities, *, are_more: bool = False) -> ActivityLines:
    """The activities of the account `ref`, with the way to older ones."""
    href = reverse("account", args=[ref])
    query = urlencode({"before": activities.older})
    return ActivityLines(
        lines=[_line(row) for row in activities.rows],
        older_href=f"{href}?{query}" if activities.older else "",
        are_more=are_more,
    )


def _line(row: RecentActivity) -> ActivityLine:
    return ActivityLine(
        icon=icon_of(row.type),
        deed=deed_of(row.type, row.person_name),
        subject=row.subject,
        at=row.at,
        person_ref=row.person_ref,
    )
