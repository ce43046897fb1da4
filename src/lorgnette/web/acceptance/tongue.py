"""The language of an invitation's pages."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation


def chosen(request: HttpRequest) -> str:
    """The language that this browser's reader chose, or ""."""
    return request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")


def speak(request: HttpRequest, invited_in: str) -> None:
    """Activates the invitation's language for this request, unless another was chosen."""
    if not chosen(request) and invited_in in dict(settings.LANGUAGES):
        translation.activate(invited_in)
        request.LANGUAGE_CODE = invited_in
