"""The language of an invitation's pages, and refusals in its words."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext

from lorgnette.kernel.refusals import Refusal
from lorgnette.web import moments


def language() -> str:
    """The active one."""
    return translation.get_language() or "en"


def chosen(request: HttpRequest) -> str:
    """The language that this browser's reader chose, or ""."""
    return request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")


def speak(request: HttpRequest, invited_in: str) -> None:
    """Activates the invitation's language for this request, unless another was chosen."""
    if not chosen(request) and invited_in in dict(settings.LANGUAGES):
        translation.activate(invited_in)
        request.LANGUAGE_CODE = invited_in


def said(refusal: Refusal) -> str:
    """The refusal in the active language, its days written out."""
    values = {
        name: moments.long_day(value, language()) if isinstance(value, date) else value
        for name, value in refusal.values.items()
    }
    return gettext(refusal.words) % values
