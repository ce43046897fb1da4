"""The page of one person: who they are and where, their part of scores, what they did."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from lorgnette.insight.person import PersonSeen, Place, Possible
from lorgnette.insight.person import person as seen_person
from lorgnette.insight.subscriptions import PERSON, follows, topic_of
from lorgnette.kernel import clock
from lorgnette.web.guards import ViewerRequest, viewer
from lorgnette.web.insight import days
from lorgnette.web.insight.doing_lines import DoingLines, Here, doing_lines
from lorgnette.web.insight.figures import tenths
from lorgnette.web.insight.machines_page import Hidden, hidden
from lorgnette.web.insight.marks import Mark, marks_in_words
from lorgnette.web.insight.phones import Phone, phone_of
from lorgnette.web.pages import page
from lorgnette.workspace.settings import current

ROOM = "accounts"


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """An account; `when` is "" where no stay is known, `part` and `own` where they have none."""

    ref: str
    name: str
    when: str
    own: str
    part: str
    score: str
    last_day: str
    marks: Sequence[Mark]


@dataclass(frozen=True, slots=True)
class PersonContext:
    """The context of `insight/person.html`; `is_older`: it does not begin with the latest.

    `about` is the title and more in one line.
    """

    ref: str
    name: str
    about: str
    address: str
    phone: Phone | None
    is_gone: bool
    is_elsewhere: bool
    places: Sequence[PlaceLine]
    possible: Sequence[Possible]
    doings: DoingLines
    has_any: bool
    is_older: bool
    latest_href: str
    follows: bool
    hidden: Hidden | None


@require_safe
@viewer
@vary_on_headers("HX-Request")
def person(request: ViewerRequest, ref: str) -> HttpResponse:
    """One person; for htmx, only what they did before what is shown."""
    cursor, after = request.GET.get("cursor", ""), request.GET.get("after", "")
    seen = seen_person(request.viewer, ref, request.GET.getlist("type"), cursor)
    if seen is None:
        raise Http404
    here = Here(reverse("person", args=[ref]), {})
    is_part = bool(request.headers.get("HX-Request") and cursor)
    lines = doing_lines(seen.doings, here, after=after if is_part else "", of_one=True)
    if is_part:
        return page(request, "insight/_doings.html", lines)
    context = _context(seen, lines, here.at(seen.doings.kinds), is_older=bool(cursor))
    followed = follows(request.viewer, topic_of(PERSON, ref))
    context = replace(context, follows=followed)
    return page(request, "insight/person.html", context, room=ROOM)


def _context(seen: PersonSeen, lines: DoingLines, latest: str, *, is_older: bool) -> PersonContext:
    zone = current().zone
    about = (seen.title, seen.department, seen.company)
    return PersonContext(
        ref=seen.ref,
        name=seen.name or gettext("Somebody"),
        about=" · ".join(dict.fromkeys(part for part in about if part)),
        address=seen.address,
        phone=phone_of(seen.phone),
        is_gone=seen.is_gone,
        is_elsewhere=seen.is_elsewhere,
        places=[_place(place, zone) for place in seen.places],
        possible=seen.possible,
        doings=lines,
        has_any=bool(seen.doings.counted.total),
        is_older=is_older,
        latest_href=latest,
        follows=False,
        hidden=hidden(seen.machines, person=seen.ref),
    )


def _place(place: Place, zone: str) -> PlaceLine:
    today = clock.today(zone)
    return PlaceLine(
        ref=place.ref,
        name=place.name,
        when=_when(place, zone, today),
        own="" if place.points is None else tenths(place.points),
        part="" if place.part is None else tenths(place.part),
        score=tenths(place.score),
        last_day=days.near(place.last_day, today) if place.last_day else "",
        marks=marks_in_words(place.marks),
    )


def _when(place: Place, zone: str, today: date) -> str:
    """Since 19 Nov; 3 Mar 2025 to 19 Nov; until 19 Nov; now."""
    if not place.is_stay:
        return ""
    since = _dated(place.since, zone, today)
    until = _dated(place.until, zone, today)
    if since and until:
        return gettext("%(since)s to %(until)s") % {"since": since, "until": until}
    if until:
        return gettext("until %(day)s") % {"day": until}
    return gettext("since %(day)s") % {"day": since} if since else gettext("now")


def _dated(at: datetime | None, zone: str, today: date) -> str:
    return days.dated(at.astimezone(ZoneInfo(zone)).date(), today) if at else ""
