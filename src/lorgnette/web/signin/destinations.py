"""Where somebody goes next: only to an address of our own."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def is_ours(url: str) -> bool:
    """A path, or an address that begins with the configured base URL's host and scheme."""
    base = urlsplit(settings.BASE_URL)
    return url_has_allowed_host_and_scheme(
        url, allowed_hosts={base.netloc}, require_https=base.scheme == "https"
    )


def asked_for(request: HttpRequest) -> str:
    """The address in `next`, or "" if there is none or it leads elsewhere."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    return url if is_ours(url) else ""


def next_or_home(request: HttpRequest) -> str:
    return asked_for(request) or reverse("home")
