"""Never invite me again: a page that asks, and the one click of a mail program (RFC 8058)."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from lorgnette.invitations import unwanted
from lorgnette.invitations.unwanted import INERT, NeverLinkUnknown, Wish
from lorgnette.web.acceptance.tongue import speak
from lorgnette.web.acceptance.unlisted import unlisted
from lorgnette.web.pages import page, say
from lorgnette.web.signin.visitor import agent, client_ip


@dataclass(frozen=True, slots=True)
class NeverContext:
    """The context of `suppression/never.html`."""

    wish: Wish
    token: str


@dataclass(frozen=True, slots=True)
class NobodyContext:
    """The context of `suppression/nobody.html`: a link that is nobody's."""

    heading: str
    words: str


# A mail program sends neither cookie nor token; what is sealed in the address is the proof.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@unlisted
def never(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks and never acts; POST puts the address on the list."""
    if token == INERT:
        return _nobody(request, gettext("This link is of a test"), gettext("It changes nothing."))
    try:
        wish = unwanted.look(token)
        speak(request, wish.language)
        if request.method == "POST":
            unwanted.never_again(token, ip=client_ip(request), agent=agent(request))
            return _done(request, token)
    except NeverLinkUnknown as refusal:
        return _nobody(request, gettext("This link is not known"), say(refusal), refusal.status)
    return page(request, "suppression/never.html", NeverContext(wish, token))


@require_POST
@unlisted
def never_undo(request: HttpRequest, token: str) -> HttpResponse:
    """The person thinks better of it, and is told that it counts."""
    try:
        wish = unwanted.look(token)
        speak(request, wish.language)
        unwanted.invite_again(token, ip=client_ip(request), agent=agent(request))
    except NeverLinkUnknown as refusal:
        return _nobody(request, gettext("This link is not known"), say(refusal), refusal.status)
    words = gettext("Undone: %(company)s may invite %(address)s again.")
    values = {"company": wish.company, "address": wish.address}
    messages.success(request, words % values)
    return redirect("never", token)


def _done(request: HttpRequest, token: str) -> HttpResponse:
    """A mail program is told in plain words and not sent elsewhere; a person sees the page."""
    if request.POST.get("List-Unsubscribe") == "One-Click":
        return HttpResponse(gettext("You will not be invited again."), content_type="text/plain")
    return redirect("never", token)


def _nobody(request: HttpRequest, heading: str, words: str, status: int = 200) -> HttpResponse:
    context = NobodyContext(heading, words)
    return page(request, "suppression/nobody.html", context, status=status)
