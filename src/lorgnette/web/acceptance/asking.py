"""Asking for a new link where the one that was followed opens nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from lorgnette.invitations.link_asks import ask
from lorgnette.web.acceptance.ended import show_asked, show_none_held
from lorgnette.web.acceptance.held import held
from lorgnette.web.acceptance.unlisted import unlisted
from lorgnette.web.signin.limits import within_limit
from lorgnette.web.signin.visitor import agent, client_ip


@require_POST
@unlisted
def invitation_ask(request: HttpRequest) -> HttpResponse:
    """The same answer whatever the link was; who asks without end is heard no more."""
    token = held(request)
    if not token:
        return show_none_held(request)
    if within_limit(request, "ask_link"):
        ask(token, ip=client_ip(request), agent=agent(request))
    return redirect("invitation_asked")


@require_safe
@unlisted
def invitation_asked(request: HttpRequest) -> HttpResponse:
    return show_asked(request)
