"""A parent with its subsidiaries: one score in shares, one pipeline, whom to call and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from lorgnette.insight.family import Family, Relative
from lorgnette.insight.family import family as seen_family
from lorgnette.insight.pipeline import Amount
from lorgnette.insight.points import whole
from lorgnette.scoring.moments.read import FoundMoment
from lorgnette.web.guards import ViewerRequest, viewer
from lorgnette.web.insight.best_bets_page import just_off
from lorgnette.web.insight.bets import Bet, JustOff, bets_in_words
from lorgnette.web.insight.figures import Delta, delta, points, tenths
from lorgnette.web.insight.listing import deals_in_words, place
from lorgnette.web.insight.marks import Mark, marks_in_words
from lorgnette.web.insight.moment_lines import MomentLine, moment_line
from lorgnette.web.pages import page

ROOM = "accounts"


@dataclass(frozen=True, slots=True)
class RelativeLine:
    """An account of the family with its part of the score."""

    ref: str
    name: str
    is_parent: bool
    share: str
    score: str
    delta: Delta
    amounts: Sequence[Amount]
    deals: str


@dataclass(frozen=True, slots=True)
class FamilyContext:
    """The context of `insight/family.html`; `rest` is what is on other pages, "" for nothing."""

    ref: str
    name: str
    place: str
    total: str
    number: str
    score: str
    exact: str
    delta: Delta
    marks: Sequence[Mark]
    amounts: Sequence[Amount]
    deals_open: str
    accounts: Sequence[RelativeLine]
    rest: str
    bets: Sequence[Bet]
    just_off: JustOff | None
    here: str
    moments: Sequence[MomentLine]
    next_href: str
    previous_href: str


@require_safe
@viewer
def account_family(request: ViewerRequest, ref: str) -> HttpResponse:
    """One account, its subsidiaries included."""
    seen = seen_family(request.viewer, ref, request.GET.get("cursor", ""))
    if seen is None:
        raise Http404
    context = _context(seen, just_off(request))
    return page(request, "insight/family.html", context, room=ROOM)


def _context(seen: Family, off: JustOff | None) -> FamilyContext:
    here = reverse("account_family", args=[seen.ref])
    return FamilyContext(
        ref=seen.ref,
        name=seen.name,
        place=place(seen.domain, seen.city),
        total=accounts_in_words(seen.total),
        number=points(seen.total),
        score=points(whole(seen.score)),
        exact=tenths(seen.score),
        delta=delta(whole(seen.change)),
        marks=marks_in_words(seen.marks),
        amounts=seen.pipeline.amounts,
        deals_open=deals_in_words(seen.pipeline.deals),
        accounts=[_line(one) for one in seen.accounts.rows],
        rest=tenths(seen.rest) if seen.accounts.next or seen.accounts.previous else "",
        bets=bets_in_words(seen.bets),
        just_off=off,
        here=here,
        moments=[_moment(one) for one in seen.moments],
        next_href=_at(here, seen.accounts.next),
        previous_href=_at(here, seen.accounts.previous),
    )


def accounts_in_words(total: int) -> str:
    """12 accounts"""
    return ngettext("%(count)s account", "%(count)s accounts", total) % {"count": points(total)}


def _line(one: Relative) -> RelativeLine:
    return RelativeLine(
        ref=one.ref,
        name=one.name,
        is_parent=one.is_parent,
        share=tenths(one.share),
        score=points(whole(one.score)),
        delta=delta(whole(one.change)),
        amounts=one.pipeline.amounts,
        deals=deals_in_words(one.pipeline.deals),
    )


def _moment(found: FoundMoment) -> MomentLine:
    """With its account: they are of several."""
    line = moment_line(found)
    below = gettext("%(account)s · %(what)s") % {"account": found.account_name, "what": line.below}
    return replace(line, below=below)


def _at(here: str, cursor: str) -> str:
    return f"{here}?{urlencode({'cursor': cursor})}" if cursor else ""
