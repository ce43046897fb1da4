"""Where somebody goes next: only to an address of our own."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def is_ours(url: str) -> bool:
    """A path from the root, or an address that begins with the configured base URL's."""
    base = urlsplit(settings.BASE_URL)
    # Anything else would be taken for the name of a page, or for a path from where one is.
    if not url.startswith(("/", f"{base.scheme}://")):
        return False
    return url_has_allowed_host_and_scheme(
        url, allowed_hosts={base.netloc}, require_https=base.scheme == "https"
    )


def asked_for(request: HttpRequest) -> str:
    """The address in `next`, or "" if there is none or it leads elsewhere."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    return url if is_ours(url) else ""


def next_or_home(request: HttpRequest) -> str:
    """Where `next` leads, else the start page."""
    return asked_for(request) or reverse("home")
