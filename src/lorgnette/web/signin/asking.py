"""The page that asks for more time, and the click that sends the wish."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from lorgnette.access import requests
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.mail.dates import place
from lorgnette.web.guards import SignedInRequest, signed_in
from lorgnette.web.pages import page, say
from lorgnette.web.reader import language
from lorgnette.web.signin.wishing import Asking, asking


class DayUnreadable(Refusal):
    code = "day_unreadable"
    words = _("Choose a day in the calendar.")


@dataclass(frozen=True, slots=True)
class AskContext:
    """The context of `signin/extend.html`; `place` is the zone's city."""

    asking: Asking
    place: str


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def extension_ask(request: SignedInRequest) -> HttpResponse:
    """GET shows until when the access lasts; only POST asks."""
    if request.method != "POST":
        return _shown(request, asking(request.member_ref))
    typed = {name: request.POST.get(name, "") for name in ("why", "wished_day")}
    try:
        wished = _day(typed["wished_day"])
        requests.ask(request.member_ref, typed["why"], wished, request.actor)
    except Refusal as refusal:
        words = say(refusal)
        errors = {refusal.field: words} if refusal.field else {}
        problem = "" if errors else words
        told = asking(request.member_ref, typed=typed, errors=errors, problem=problem)
        return _shown(request, told, status=refusal.status)
    messages.success(
        request, gettext("Your request is on its way. You are told the answer by mail.")
    )
    return redirect("extension_ask")


def _shown(request: SignedInRequest, told: Asking, *, status: int = 200) -> HttpResponse:
    zone = told.wish.zone
    context = AskContext(told, place(zone, language()) if zone else "")
    return page(request, "signin/extend.html", context, status=status)


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as unreadable:
        raise DayUnreadable("wished_day") from unreadable
