"""Setting a new password by mail."""

from dataclasses import dataclass, field
from typing import Any

from allauth.account.forms import UserTokenForm
from allauth.core.ratelimit import consume
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.sealing import Sealer, Unsealable
from lorgnette.mail.route import leaves
from lorgnette.users import reset
from lorgnette.users.actors import actor_of
from lorgnette.users.change_password import set_password
from lorgnette.users.passwords import LEAST
from lorgnette.web.pages import page, say
from lorgnette.web.signin.adapter import SigninAdapter
from lorgnette.web.signin.forms import LONGEST_ADDRESS, ResetForm
from lorgnette.web.signin.visitor import agent, client_ip

# Stands in the address bar for the token, which moves into the session, sealed.
_HELD, _SESSION_KEY = "set-password", "reset_token"


@dataclass(frozen=True, slots=True)
class AskContext:
    """The context of `signin/reset.html`; without `mails` it says whom to ask."""

    address: str = ""
    address_error: str = ""
    mails: bool = field(default_factory=leaves)


@dataclass(frozen=True, slots=True)
class NewPasswordContext:
    """The context of `signin/new_password.html`; `good` says whether the link still is."""

    good: bool
    address: str = ""
    password_error: str = ""
    least_password: int = LEAST


@dataclass(frozen=True, slots=True)
class NothingContext:
    """The context of pages that only tell."""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def reset_password(request: HttpRequest) -> HttpResponse:
    """Asks for the address; the answer is the same whether or not somebody signs in with it."""
    if request.method != "POST":
        return page(request, "signin/reset.html", AskContext())
    typed = request.POST.get("address", "")
    form = ResetForm({"email": typed})
    if not form.is_valid():
        error = str(next(iter(form.errors.get("email", ())), ""))
        return page(
            request, "signin/reset.html", AskContext(typed[:LONGEST_ADDRESS], error), status=422
        )
    if not consume(request, action="reset_password", key=form.cleaned_data["email"]):
        words = gettext("Too many attempts. Wait a few minutes and try again.")
        return page(
            request, "signin/reset.html", AskContext(typed[:LONGEST_ADDRESS], words), status=429
        )
    reset.ask(form.cleaned_data["email"], ip=client_ip(request), agent=agent(request))
    return redirect("account_reset_password_done")


@require_safe
def reset_password_done(request: HttpRequest) -> HttpResponse:
    return page(request, "signin/reset_done.html", NothingContext())


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
@never_cache
def reset_password_from_key(request: HttpRequest, uidb36: str, key: str) -> HttpResponse:
    """GET moves the token into the session and asks for the password; POST sets it, once."""
    given = _held(request) if key == _HELD else key
    token = UserTokenForm({"uidb36": uidb36, "key": given})
    if not token.is_valid() or not token.reset_user.is_active:
        return page(request, "signin/new_password.html", NewPasswordContext(False), status=410)
    if key != _HELD:
        request.session[_SESSION_KEY] = _sealer().seal(key).decode()
        return redirect("account_reset_password_from_key", uidb36, _HELD)
    return _new_password(request, token.reset_user)


def _held(request: HttpRequest) -> str:
    """The token that this browser came with, or ""."""
    try:
        return _sealer().open(request.session.get(_SESSION_KEY, "").encode())
    except Unsealable:
        return ""


def _sealer() -> Sealer:
    return Sealer(settings.SEALING_SECRETS, "reset")


def _new_password(request: HttpRequest, user: Any) -> HttpResponse:
    if request.method != "POST":
        context = NewPasswordContext(True, user.member.address)
        return page(request, "signin/new_password.html", context)
    actor = actor_of(user, ip=client_ip(request), agent=agent(request))
    try:
        set_password(user, request.POST.get("password", ""), actor)
    except Refusal as refusal:
        context = NewPasswordContext(True, user.member.address, say(refusal))
        return page(request, "signin/new_password.html", context, status=422)
    return _finished(request, user.address_key)


@require_safe
def reset_password_from_key_done(request: HttpRequest) -> HttpResponse:
    return page(request, "signin/new_password_done.html", NothingContext())


def _finished(request: HttpRequest, address_key: str) -> HttpResponse:
    """Whoever was signed in here is out; failed attempts at this address are forgotten."""
    logout(request)
    SigninAdapter(request).forget_failures(request, address_key)
    return redirect("account_reset_password_from_key_done")
