"""What allauth asks of us: mail through the outbox, journeys into the audit trail."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from lorgnette.users import failures, signins
from lorgnette.web.signin.destinations import is_ours
from lorgnette.web.signin.devices import known_device, remember_device
from lorgnette.web.signin.sessions import begin, forget
from lorgnette.web.signin.visitor import agent, client_ip


class SigninAdapter(DefaultAccountAdapter):
    """allauth's journeys, in our house."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 (allauth's signature)
        return False

    def is_safe_url(self, url: str) -> bool:
        return is_ours(url)

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_ip(request) or "unknown"

    def add_message(self, *_args: Any, **_kwargs: Any) -> None:
        """Our pages say what happened."""

    def send_mail(self, *_args: Any, **_kwargs: Any) -> None:
        """No mail of allauth's leaves this house."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        super().pre_authenticate(request, **credentials)
        if not failures.may_try(self._get_login_attempts_cache_key(request, **credentials)):
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        if user:
            failures.forget(self._get_login_attempts_cache_key(request, **credentials))
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        signins.failed(credentials["email"], ip=client_ip(request), agent=agent(request))

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:  # noqa: ARG002
        return redirect("account_login")

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return welcomed(request, user, response)

    def logout(self, request: HttpRequest) -> None:
        signins.signed_out(request.user, ip=client_ip(request), agent=agent(request))  # type: ignore[arg-type]
        forget(request)
        super().logout(request)

    def forget_failures(self, request: HttpRequest, address_key: str) -> None:
        """A new password was set by mail: whoever guessed starts anew, on this device or any."""
        for device in {"", known_device(request, address_key)}:
            key = _attempts_key(address_key, device)
            failures.forget(key)
            ratelimit.clear(request, action="login_failed", key=key)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Failures count per address; on a device known to it, apart."""
        key = str(credentials["email"])
        return _attempts_key(key, known_device(request, key))


def _attempts_key(address_key: str, device: str) -> str:
    return f"{address_key}:{device}"


def welcomed(request: HttpRequest, user: Any, response: HttpResponse) -> HttpResponse:
    """The answer to somebody who has just signed in: recorded, and the browser remembered."""
    begin(request)
    signins.signed_in(user, ip=client_ip(request), agent=agent(request))
    remember_device(request, response, user.address_key)
    if user.language:
        speak(response, user.language)
    return response


def speak(response: HttpResponse, language: str) -> None:
    """Pages come in this language from now on."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
