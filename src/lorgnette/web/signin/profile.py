"""A person's own page: who they are here, until when, in which language, and their password."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from lorgnette.access.standing import Standing, standing
from lorgnette.kernel.refusals import Refusal
from lorgnette.mail.dates import place
from lorgnette.users.change_password import change_password
from lorgnette.users.open_sessions import OpenLine, end_others, open_sessions
from lorgnette.users.passwords import LEAST
from lorgnette.web.guards import SignedInRequest, signed_in
from lorgnette.web.pages import page, say
from lorgnette.web.reader import language
from lorgnette.web.signin.browsers import browser_name
from lorgnette.web.signin.sessions import go_on


@dataclass(frozen=True, slots=True)
class Browser:
    """Somewhere the person is signed in; `name` is in words."""

    name: str
    ip: str
    seen_at: datetime
    is_here: bool


@dataclass(frozen=True, slots=True)
class ProfileContext:
    """The context of `signin/profile.html`; `errors` holds words by field."""

    base: str
    name: str
    address: str
    standing: Standing
    place: str
    has_password: bool
    sessions: Sequence[Browser]
    errors: dict[str, str] = field(default_factory=dict)
    least_password: int = LEAST


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("current_password", "password")
@signed_in
def profile(request: SignedInRequest) -> HttpResponse:
    """GET shows it; POST changes the password."""
    if request.method != "POST":
        return _shown(request)
    user = request.user
    if not consume(request, action="change_password", user=user):
        words = gettext("Too many attempts. Wait a few minutes and try again.")
        return _shown(request, status=429, current_password=words)
    typed = request.POST.get("current_password", ""), request.POST.get("password", "")
    try:
        change_password(user, *typed, request.actor)  # type: ignore[arg-type]
    except Refusal as refusal:
        return _shown(request, status=422, **{refusal.field or "password": say(refusal)})
    go_on(request, user)
    messages.success(request, gettext("Your password is changed. Other devices are signed out."))
    return redirect("profile")


@require_POST
@signed_in
def sign_out_elsewhere(request: SignedInRequest) -> HttpResponse:
    """Ends every session but the one that asks."""
    end_others(request.user, request.actor)  # type: ignore[arg-type]
    go_on(request, request.user)
    messages.success(request, gettext("All other devices are signed out."))
    return redirect("profile")


def _shown(request: SignedInRequest, *, status: int = 200, **errors: str) -> HttpResponse:
    user = request.user
    assert user.is_authenticated  # noqa: S101 (the guard saw to it; this tells the type checker)
    now = standing(user.member_id)
    context = ProfileContext(
        base="base_admin.html" if user.is_administrator else "base_insight.html",
        name=user.member.name,
        address=user.member.address,
        standing=now,
        place=place(now.zone, language()) if now.zone else "",
        has_password=user.has_usable_password(),
        sessions=[_browser(line) for line in open_sessions(user, _key(request))],
        errors=errors,
    )
    return page(request, "signin/profile.html", context, status=status)


def _key(request: SignedInRequest) -> str:
    return request.session.session_key or ""


def _browser(line: OpenLine) -> Browser:
    return Browser(browser_name(line.agent), line.ip, line.seen_at, line.is_here)
