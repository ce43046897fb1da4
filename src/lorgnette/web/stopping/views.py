"""No such mail any more: a page that asks, and the one click of a mail program (RFC 8058)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from lorgnette.insight import wishes
from lorgnette.insight.wishes import Stop
from lorgnette.mail import about_accounts
from lorgnette.mail.stopping import StopLinkUnknown
from lorgnette.web.acceptance.tongue import speak
from lorgnette.web.acceptance.unlisted import unlisted
from lorgnette.web.pages import page, say
from lorgnette.web.signin.visitor import agent, client_ip
from lorgnette.web.suppression.views import NobodyContext

WHAT: Mapping[str, Promise] = {
    about_accounts.DAILY: gettext_lazy("The daily mail about your accounts"),
    about_accounts.WEEKLY: gettext_lazy("The weekly report of your accounts"),
    about_accounts.MOMENTS: gettext_lazy("Mails about interesting moments"),
}


@dataclass(frozen=True, slots=True)
class StopContext:
    """The context of `stopping/stop.html`."""

    stop: Stop
    what: str
    token: str


# A mail program sends neither cookie nor token; what is sealed in the address is the proof.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@unlisted
def stop_mails(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks and never acts; POST ends this kind of mail."""
    try:
        found = wishes.look(token)
        speak(request, found.language)
        if request.method == "POST":
            wishes.stop(token, ip=client_ip(request), agent=agent(request))
            return _done(request, token)
    except StopLinkUnknown as refusal:
        return _unknown(request, refusal)
    context = StopContext(found, str(WHAT[found.kind]), token)
    return page(request, "stopping/stop.html", context)


@require_POST
@unlisted
def stop_mails_undo(request: HttpRequest, token: str) -> HttpResponse:
    """The person thinks better of it."""
    try:
        wishes.go_on(token, ip=client_ip(request), agent=agent(request))
    except StopLinkUnknown as refusal:
        return _unknown(request, refusal)
    return redirect("stop_mails", token)


def _done(request: HttpRequest, token: str) -> HttpResponse:
    """A mail program is told in plain words and not sent elsewhere; a person sees the page."""
    if request.POST.get("List-Unsubscribe") == "One-Click":
        return HttpResponse(gettext("You will not get this mail again."), content_type="text/plain")
    return redirect("stop_mails", token)


def _unknown(request: HttpRequest, refusal: StopLinkUnknown) -> HttpResponse:
    context = NobodyContext(gettext("This link is not known"), say(refusal))
    return page(request, "suppression/nobody.html", context, status=refusal.status)
