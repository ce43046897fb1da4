"""Viewing as somebody else: a page that says what happens, then a post; and the way back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from lorgnette.access import viewing
from lorgnette.access.viewing import Looking, NobodyToViewAs, Somebody
from lorgnette.kernel.actor import Actor
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
    return _ask_or_begin(request, member_ref, viewing.member, viewing.begin_as_member)


@administrator
@ask_or_do
def as_crm_user(request: AdministratorRequest, crm_ref: str) -> HttpResponse:
    """As somebody of the CRM user list, invited or not."""
    return _ask_or_begin(request, crm_ref, viewing.crm_user, viewing.begin_as_crm_user)


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


def _ask_or_begin(
    request: AdministratorRequest,
    ref: str,
    found: Callable[[str], Somebody],
    begin: Callable[[Any, str, str, Actor], Looking],
) -> HttpResponse:
    try:
        if request.method != "POST":
            return _ask(request, found(ref))
        session_key = request.session.session_key or ""
        mark(request, begin(request.user, session_key, ref, request.actor))
    except NobodyToViewAs:
        raise Http404 from None
    return redirect("accounts")


def _ask(request: AdministratorRequest, who: Somebody) -> HttpResponse:
    context = AskContext(who, minutes=viewing.LASTS // timedelta(minutes=1))
    return page(request, "admin/view_as/ask.html", context, room="users_roles")
