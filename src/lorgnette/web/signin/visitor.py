"""Where a request comes from, as far as it can be believed."""

from django.conf import settings
from django.http import HttpRequest


def client_ip(request: HttpRequest) -> str:
    """The connection's own address, or what the outermost proxy of ours saw.

    Further to the left in the header is anybody's to write.
    """
    direct = str(request.META.get("REMOTE_ADDR") or "")
    forwarded = request.headers.get("X-Forwarded-For", "").split(",") if settings.PROXIES else []
    if len(forwarded) < settings.PROXIES or not settings.PROXIES:
        return direct
    return forwarded[-settings.PROXIES].strip()[:45] or direct


def agent(request: HttpRequest) -> str:
    """What the browser says it is, cut to what the trail keeps."""
    return request.headers.get("User-Agent", "")[:300]
