"""The activity feed: what happened lately at all accounts of the viewer."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from lorgnette.insight.latest import SPANS, Latest, latest
from lorgnette.web.guards import ViewerRequest, viewer
from lorgnette.web.insight.doing_lines import DoingLines, Here, doing_lines
from lorgnette.web.insight.figures import points
from lorgnette.web.insight.live import Live, live_feed
from lorgnette.web.insight.machines_page import Hidden, hidden
from lorgnette.web.pages import page

ROOM = "activity"


@dataclass(frozen=True, slots=True)
class SpanChip:
    """A number of days to look back over."""

    words: str
    is_on: bool
    href: str


@dataclass(frozen=True, slots=True)
class ActivityContext:
    """The context of `insight/activity.html`.

    `span` says over which days it looks; `none` what there is none of; `wider_href` leads to
    more days, "" from the most; `is_older`: it does not begin with the latest.
    """

    span: str
    spans: Sequence[SpanChip]
    doings: DoingLines
    has_any: bool
    none: str
    wider_href: str
    is_older: bool
    latest_href: str
    live: Live
    hidden: Hidden | None = None


@require_safe
@viewer
@vary_on_headers("HX-Request")
def activity(request: ViewerRequest) -> HttpResponse:
    """The feed; for htmx, only what happened before what is shown."""
    asked = request.GET
    cursor, days = asked.get("cursor", ""), asked.get("days", "")
    span = int(days) if days in map(str, SPANS) else SPANS[0]
    live = live_feed(span, asked.getlist("type"))
    found = latest(request.viewer, span, asked.getlist("type"), cursor)
    is_part = bool(request.headers.get("HX-Request") and cursor)
    after = asked.get("after", "") if is_part else ""
    lines = doing_lines(found.doings, _here(found.days), after=after)
    if is_part:
        return page(request, "insight/_doings.html", lines)
    own = request.viewer.are_theirs
    context = _context(found, lines, live, own=own, is_older=bool(cursor))
    return page(request, "insight/activity.html", context, room=ROOM)


def _here(days: int) -> Here:
    return Here(reverse("activity"), {"days": str(days)} if days != SPANS[0] else {})


def _context(
    found: Latest, lines: DoingLines, live: Live, *, own: bool, is_older: bool
) -> ActivityContext:
    kinds = found.doings.kinds
    wider = next((span for span in SPANS if span > found.days), 0)
    return ActivityContext(
        span=_span(found.days, own=own),
        spans=[SpanChip(_days(span), span == found.days, _here(span).at(kinds)) for span in SPANS],
        doings=lines,
        has_any=bool(found.doings.counted.total),
        none=_none(found),
        wider_href=_here(wider).at(kinds) if wider else "",
        is_older=is_older,
        latest_href=_here(found.days).at(kinds),
        live=live,
        hidden=hidden(found.machines),
    )


def _days(days: int) -> str:
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": points(days)}


def _span(days: int, *, own: bool) -> str:
    words = (
        gettext("The last %(days)s days at your accounts.")
        if own
        else gettext("The last %(days)s days at all accounts.")
    )
    return words % {"days": points(days)}


def _none(found: Latest) -> str:
    words = (
        gettext("No activity of these kinds in the last %(days)s days.")
        if found.doings.kinds and found.doings.counted.total
        else gettext("Nobody at these accounts did anything in the last %(days)s days.")
    )
    return words % {"days": points(found.days)}
