"""Where a request comes from, as far as it can be believed."""

from django.http import HttpRequest


def client_ip(request: HttpRequest) -> str:
    """The connection's own address: forwarding headers are anybody's to write."""
    return str(request.META.get("REMOTE_ADDR") or "")


def agent(request: HttpRequest) -> str:
    return request.headers.get("User-Agent", "")[:300]
