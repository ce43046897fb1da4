"""Whom to call first at all accounts of the viewer, and who is put off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from lorgnette.insight import not_now
from lorgnette.insight.best_bets import best_bets as found_bets
from lorgnette.insight.not_now import NoSuchBet, who_is_put_off
from lorgnette.kernel.refusals import Refusal
from lorgnette.web.guards import ViewerRequest, viewer
from lorgnette.web.insight.bets import Bet, JustOff, bets_in_words
from lorgnette.web.pages import page, say
from lorgnette.web.signin.destinations import asked_for

ROOM = "best_bets"
# The part of the address that names who was put off a moment ago.
OFF = "off"


@dataclass(frozen=True, slots=True)
class BestBetsContext:
    """The context of `insight/best_bets.html`."""

    bets: Sequence[Bet]
    is_first: bool
    put_off: int
    just_off: JustOff | None
    here: str
    next_href: str
    previous_href: str


@dataclass(frozen=True, slots=True)
class PutOffLine:
    """Somebody who waits until they do something new."""

    ref: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PutOffContext:
    """The context of `insight/put_off.html`."""

    people: Sequence[PutOffLine]
    here: str
    next_href: str
    previous_href: str


@require_safe
@viewer
def best_bets(request: ViewerRequest) -> HttpResponse:
    """All of them, a page at a time."""
    cursor = request.GET.get("cursor", "")
    found = found_bets(request.viewer, cursor)
    context = BestBetsContext(
        bets=bets_in_words(found.rows),
        is_first=not found.previous,
        put_off=len(not_now.put_off_ids(request.viewer)),
        just_off=just_off(request),
        here=_at("best_bets", cursor) or reverse("best_bets"),
        next_href=_at("best_bets", found.next),
        previous_href=_at("best_bets", found.previous),
    )
    return page(request, "insight/best_bets.html", context, room=ROOM)


@require_safe
@viewer
def put_off(request: ViewerRequest) -> HttpResponse:
    """Who is put off, to be shown again at once."""
    found = who_is_put_off(request.viewer, request.GET.get("cursor", ""))
    context = PutOffContext(
        people=[PutOffLine(one.ref, one.name or gettext("Somebody"), one.at) for one in found.rows],
        here=reverse("put_off"),
        next_href=_at("put_off", found.next),
        previous_href=_at("put_off", found.previous),
    )
    return page(request, "insight/put_off.html", context, room=ROOM)


@viewer
@require_POST
def not_now_or_again(request: ViewerRequest) -> HttpResponse:
    """Puts `person` off, or shows them again, and goes back to where it was asked."""
    ref, there = request.POST.get("person", ""), asked_for(request) or reverse("best_bets")
    try:
        if request.POST.get("do") == "again":
            not_now.bring_back(request.viewer, ref)
            messages.success(request, gettext("They are among your best bets again."))
            return redirect(there)
        not_now.put_off(request.viewer, ref)
    except NoSuchBet:
        raise Http404 from None
    except Refusal as refusal:
        messages.warning(request, say(refusal))
        return redirect(there)
    return redirect(f"{there}{'&' if '?' in there else '?'}{urlencode({OFF: ref})}")


def just_off(request: ViewerRequest) -> JustOff | None:
    """As the address says, if it is so."""
    ref = request.GET.get(OFF, "")
    name = not_now.name_of(request.viewer, ref) if ref else ""
    return JustOff(ref, name) if name else None


def _at(name: str, cursor: str) -> str:
    return f"{reverse(name)}?{urlencode({'cursor': cursor})}" if cursor else ""
