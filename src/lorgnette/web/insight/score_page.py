"""The score of one account, taken apart: every share opens to what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from lorgnette.activities.types import BY_CODE
from lorgnette.insight.apart import Behind, TakenApart, taken_apart
from lorgnette.insight.feed import Activities
from lorgnette.insight.why import FADE, REST, Line
from lorgnette.scoring.apart import MONDAY, MONTH, SPANS, WEEK
from lorgnette.web.guards import ViewerRequest, viewer
from lorgnette.web.insight import days
from lorgnette.web.insight.activity_lines import ActivityLine, activity_lines
from lorgnette.web.insight.figures import points, signed_tenths, tenths
from lorgnette.web.insight.phrases import type_words
from lorgnette.web.insight.reasons import in_words, tone
from lorgnette.web.insight.score_tabs import ScoreTab, score_name, score_tabs
from lorgnette.web.pages import page

ROOM = "accounts"


@dataclass(frozen=True, slots=True)
class Here:
    """Since when, and by which score: the ref of a further one."""

    span: str
    score: str

    def href(self, **more: str) -> str:
        """The address of this page with more to ask."""
        given = {"since": self.span, "score": self.score} | more
        return f"?{urlencode({name: value for name, value in given.items() if value})}"

    def since(self, span: str) -> str:
        return self.href(since=span)

    def by(self, score: str) -> str:
        return self.href(score=score)


@dataclass(frozen=True, slots=True)
class Choice:
    """A link to the same page since another day."""

    words: str
    href: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the score, or of its change; `href` leads to its activities, "" to none."""

    words: str
    more: str
    share: str
    href: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Shares:
    """A titled list of shares that sum to `total`; `more` names what stands between."""

    id: str
    title: str
    more: str
    rows: Sequence[Share]
    total: str


@dataclass(frozen=True, slots=True)
class ScoreContext:
    """The context of `insight/score.html`; `filter` tells which activities are shown, "" all.

    `score_name` is "" for the primary score; no `tabs` where it is the only one.
    """

    ref: str
    name: str
    score: str
    score_name: str
    tabs: Sequence[ScoreTab]
    all_href: str
    since: str
    choices: Sequence[Choice]
    why: Shares
    lists: Sequence[Shares]
    filter: str
    activities: Sequence[ActivityLine]
    next_href: str
    previous_href: str
    with_machines: str
    machines_href: str


@require_safe
@viewer
def account_score(request: ViewerRequest, ref: str) -> HttpResponse:
    """By type, person and day, since Monday, seven or thirty days ago."""
    asked = request.GET
    span = asked.get("since", "")
    span = span if span in SPANS else MONDAY
    score = asked.get("score", "")[:20]
    behind = Behind(
        type=asked.get("type", "") if asked.get("type") in BY_CODE else "",
        person=asked.get("person", "")[:20],
        since=_day(asked.get("from", "")),
        day=_day(asked.get("day", "")),
    )
    seen = taken_apart(request.viewer, ref, span, behind, asked.get("cursor", ""), score)
    if seen is None:
        raise Http404
    here = Here(span, seen.further.ref if seen.further else "")
    return page(request, "insight/score.html", _context(seen, here, behind), room=ROOM)


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2100 else None


def _context(seen: TakenApart, here: Here, behind: Behind) -> ScoreContext:
    lines = activity_lines(seen.ref, Activities(seen.activities.rows, older=""))
    first = seen.since + timedelta(days=1)
    return ScoreContext(
        ref=seen.ref,
        name=seen.name,
        score=tenths(seen.score),
        score_name=score_name(seen.further) if seen.further else "",
        tabs=score_tabs(seen.scores, seen.further, here.by),
        all_href=f"{here.href()}#activities",
        since=gettext("since %(day)s") % {"day": days.weekday_and_day(first)},
        choices=_choices(here),
        why=_why(seen, here, first),
        lists=[_types(seen, here), _people(seen, here), _days(seen, here)],
        filter=_filter(seen, behind),
        activities=lines.lines,
        next_href=_more(here, behind, seen.activities.next),
        previous_href=_more(here, behind, seen.activities.previous),
        with_machines="" if seen.with_machines is None else tenths(seen.with_machines),
        machines_href=f"{reverse('machines')}?{urlencode({'account': seen.ref})}",
    )


def _choices(here: Here) -> list[Choice]:
    words = {
        MONDAY: gettext("Since Monday"),
        WEEK: gettext("7 days"),
        MONTH: gettext("30 days"),
    }
    return [Choice(words[key], here.since(key), key == here.span) for key in SPANS]


def _why(seen: TakenApart, here: Here, first: date) -> Shares:
    rows = [
        Share(
            words=in_words(line),
            more="" if line.kind == FADE else days.near(line.last_day, seen.day),
            share=signed_tenths(line.points),
            href=_href_of(line, here, first),
            tone=tone(line.points),
        )
        for line in seen.why.lines
    ]
    return Shares(
        "why",
        gettext("Why it changed"),
        gettext("Last activity"),
        rows,
        signed_tenths(seen.why.change),
    )


def _href_of(line: Line, here: Here, first: date) -> str:
    if line.kind in (FADE, REST):
        return ""
    return _behind(here, {"type": line.type, "from": first.isoformat()})


def _types(seen: TakenApart, here: Here) -> Shares:
    rows = [
        Share(
            type_words(one.type),
            points(one.count),
            tenths(one.tenths),
            _behind(here, {"type": one.type}),
        )
        for one in seen.types
    ]
    return Shares("types", gettext("By type"), gettext("Activities"), rows, tenths(seen.score))


def _people(seen: TakenApart, here: Here) -> Shares:
    rows = [
        Share(
            one.name,
            days.near(one.last_day, seen.day),
            tenths(one.tenths),
            _behind(here, {"person": one.ref}),
        )
        for one in seen.people
    ]
    others = _others(gettext("Other people"), seen.other_people)
    return Shares(
        "people",
        gettext("By person"),
        gettext("Last activity"),
        [*rows, *others],
        tenths(seen.score),
    )


def _days(seen: TakenApart, here: Here) -> Shares:
    rows = [
        Share(
            days.near(one.day, seen.day),
            points(one.count),
            tenths(one.tenths),
            _behind(here, {"day": one.day.isoformat()}),
        )
        for one in seen.days
    ]
    others = _others(gettext("Earlier days"), seen.other_days)
    return Shares(
        "days", gettext("By day"), gettext("Activities"), [*rows, *others], tenths(seen.score)
    )


def _others(words: str, share: int) -> list[Share]:
    return [Share(words, "", tenths(share), "")] if share else []


def _filter(seen: TakenApart, behind: Behind) -> str:
    since = {"day": days.dated(behind.since, seen.day)} if behind.since else {}
    parts = (
        type_words(behind.type) if behind.type else "",
        seen.who,
        days.near(behind.day, seen.day) if behind.day else "",
        gettext("since %(day)s") % since if since else "",
    )
    return " · ".join(filter(None, parts))


def _behind(here: Here, of: dict[str, str]) -> str:
    return f"{here.href(**of)}#activities"


def _more(here: Here, behind: Behind, cursor: str) -> str:
    if not cursor:
        return ""
    given = {
        "type": behind.type,
        "person": behind.person,
        "from": behind.since.isoformat() if behind.since else "",
        "day": behind.day.isoformat() if behind.day else "",
        "cursor": cursor,
    }
    return _behind(here, {name: value for name, value in given.items() if value})
