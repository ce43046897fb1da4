"""One request for a new invitation link; only POST sends it."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from lorgnette.invitations import link_requests
from lorgnette.invitations.link_requests import LinkRequestUnknown, LinkWish
from lorgnette.kernel import clock
from lorgnette.kernel.refusals import Refusal
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page, say


@dataclass(frozen=True, slots=True)
class LinkContext:
    """The context of `admin/requests/link.html`; `is_over` says that the link has run out."""

    asked: LinkWish
    is_over: bool
    problem: str


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def link_answer(request: AdministratorRequest, ref: str) -> HttpResponse:
    """Shows whose link it is, and what became of the request."""
    try:
        asked = link_requests.look(ref)
    except LinkRequestUnknown as unknown:
        raise Http404 from unknown
    if request.method != "POST":
        return _shown(request, asked)
    sends = request.POST.get("do") != "decline"
    try:
        (link_requests.send if sends else link_requests.decline)(ref, request.actor)
    except Refusal as refusal:
        return _shown(request, link_requests.look(ref), say(refusal), refusal.status)
    words = (
        gettext("A new link is on its way to %(address)s. The one before no longer works.")
        if sends
        else gettext("No new link is sent to %(address)s.")
    )
    messages.success(request, words % {"address": asked.address})
    return redirect("link_answer", ref)


def _shown(
    request: AdministratorRequest, asked: LinkWish, problem: str = "", status: int = 200
) -> HttpResponse:
    is_over = asked.link_ends_at is not None and asked.link_ends_at <= clock.now()
    context = LinkContext(asked, is_over, problem)
    return page(request, "admin/requests/link.html", context, room="users_roles", status=status)
