"""Signing in and out."""

from dataclasses import dataclass, field

from allauth.account.internal.flows.logout import logout
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import consume
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from lorgnette.mail.route import leaves
from lorgnette.web.pages import page
from lorgnette.web.signin.destinations import asked_for, next_or_home
from lorgnette.web.signin.forms import LONGEST_ADDRESS, SigninForm


@dataclass(frozen=True, slots=True)
class SigninContext:
    """The context of `signin/sign_in.html`; `trouble` stands above the form.

    `mails` says that a forgotten password is mended by mail.
    """

    next: str
    address: str = ""
    address_error: str = ""
    password_error: str = ""
    trouble: str = ""
    mails: bool = field(default_factory=leaves)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """The form, and its answer: the same words and status whoever the address is of."""
    if request.user.is_authenticated:
        return redirect(next_or_home(request))
    if request.method != "POST":
        return page(request, "signin/sign_in.html", SigninContext(next=asked_for(request)))
    if not consume(request, action="login"):
        return _again(request, trouble=_too_often(), status=429)
    return _tried(request)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends this browser's session."""
    logout(request, show_message=False)
    return redirect("account_login")


def _tried(request: HttpRequest) -> HttpResponse:
    password = request.POST.get("password", "")
    typed = {"login": request.POST.get("address", ""), "password": password}
    form = SigninForm(typed, request=request)
    if not password:
        form.add_error("password", gettext("Enter your password."))
    if form.is_valid():
        try:
            signed: HttpResponse = form.login(request, redirect_url=next_or_home(request))
        except ImmediateHttpResponse as answer:
            signed = answer.response
        return signed
    throttled = form.has_error("__all__", "too_many_login_attempts")
    return _again(
        request,
        address_error=_first(form, "login"),
        password_error=_first(form, "password"),
        trouble=_too_often() if throttled else _wrong() if form.non_field_errors() else "",
        status=429 if throttled else 422,
    )


def _again(request: HttpRequest, *, status: int, **errors: str) -> HttpResponse:
    typed = request.POST.get("address", "")[:LONGEST_ADDRESS]
    context = SigninContext(asked_for(request), typed, mails=leaves(), **errors)
    return page(request, "signin/sign_in.html", context, status=status)


def _first(form: SigninForm, field: str) -> str:
    return next(iter(form.errors.get(field, ())), "")


def _wrong() -> str:
    return gettext(
        "This address and this password do not belong together. Check both, or set a new password."
    )


def _too_often() -> str:
    return gettext(
        "Too many attempts. Wait five minutes and try again, or set a new password by e-mail."
    )
