"""Declining an invitation: a question, then a POST."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from lorgnette.invitations.accept import LinkDead, LinkUnknown, Offer, decline, look
from lorgnette.web.acceptance.ended import show_declined, show_ended, show_none_held
from lorgnette.web.acceptance.held import held
from lorgnette.web.acceptance.tongue import speak
from lorgnette.web.acceptance.unlisted import unlisted
from lorgnette.web.pages import page
from lorgnette.web.signin.visitor import agent, client_ip


@dataclass(frozen=True, slots=True)
class DeclineContext:
    """The context of `acceptance/decline.html`."""

    offer: Offer


@require_http_methods(["GET", "HEAD", "POST"])
@unlisted
def invitation_decline(request: HttpRequest) -> HttpResponse:
    """GET asks; only POST declines."""
    token = held(request)
    if not token:
        return show_none_held(request)
    try:
        offer = look(token)
        speak(request, offer.language)
        if request.method != "POST":
            return page(request, "acceptance/decline.html", DeclineContext(offer))
        decline(token, ip=client_ip(request), agent=agent(request))
    except (LinkUnknown, LinkDead):
        return show_ended(request)
    return show_declined(request, offer.inviter)
