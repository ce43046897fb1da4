"""Viewing as somebody else: a page that says what happens, then a post; and the way back."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from lorgnette.access import viewing
from lorgnette.access.viewing import Looking, NobodyToViewAs, Somebody
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.looking import looking, mark, stop
from lorgnette.web.pages import page

ask_or_do = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class AskContext:
    """The context of `admin/view_as/ask.html`."""

    who: Somebody
    minutes: int


@administrator
@ask_or_do
def as_member(request: AdministratorRequest, member_ref: str) -> HttpResponse:
    """As somebody who was invited."""
    try:
        if request.method != "POST":
            return _ask(request, viewing.member(member_ref))
        return _begun(
            request,
            viewing.begin_as_member(request.user, _key(request), member_ref, request.actor),  # type: ignore[arg-type]
        )
    except NobodyToViewAs:
        raise Http404 from None


@administrator
@ask_or_do
def as_crm_user(request: AdministratorRequest, crm_ref: str) -> HttpResponse:
    """As somebody of the CRM user list, invited or not."""
    try:
        if request.method != "POST":
            return _ask(request, viewing.crm_user(crm_ref))
        return _begun(
            request,
            viewing.begin_as_crm_user(request.user, _key(request), crm_ref, request.actor),  # type: ignore[arg-type]
        )
    except NobodyToViewAs:
        raise Http404 from None


@administrator
@require_POST
def stop_viewing(request: AdministratorRequest) -> HttpResponse:
    """Oneself again, where the person's sheet is; stopping twice is no mistake."""
    was = looking(request)
    stop(request, viewing.STOPPED)
    if was is None:
        return redirect("sales_users")
    words = gettext("You no longer view Account Insight as %(name)s.") % {"name": was.name}
    messages.success(request, words)
    return redirect("sales_user", was.member_ref) if was.member_ref else redirect("sales_users")


def _ask(request: AdministratorRequest, who: Somebody) -> HttpResponse:
    context = AskContext(who, minutes=viewing.LASTS // timedelta(minutes=1))
    return page(request, "admin/view_as/ask.html", context, room="users_roles")


def _begun(request: AdministratorRequest, found: Looking) -> HttpResponse:
    mark(request, found)
    return redirect("accounts")


def _key(request: AdministratorRequest) -> str:
    return request.session.session_key or ""
