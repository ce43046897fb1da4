"""Devices that an address has signed in on: failures of strangers do not count against them."""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from lorgnette.kernel.tokens import digest, public_id

NAME = "__Host-device" if settings.SESSION_COOKIE_SECURE else "lorgnette_device"
_YEAR = 365 * 24 * 3600
_SIGNER = signing.TimestampSigner(salt="known device")


def remember_device(request: HttpRequest, response: HttpResponse, address_key: str) -> None:
    """Gives the browser a sign that this address was here; a known one keeps its own."""
    name = known_device(request, address_key) or public_id()
    response.set_cookie(
        NAME,
        _SIGNER.sign_object([digest(address_key), name]),
        max_age=_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def known_device(request: HttpRequest, address_key: str) -> str:
    """The name of this browser for this address; "" if it is not known to it."""
    try:
        whose, name = _SIGNER.unsign_object(request.COOKIES.get(NAME, ""), max_age=_YEAR)
    except (signing.BadSignature, ValueError):
        return ""
    return str(name) if whose == digest(address_key) else ""
