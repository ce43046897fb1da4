"""How often one may do a thing, counted for all processes."""

from allauth.core.ratelimit import consume
from django.http import HttpRequest


def within_limit(request: HttpRequest, action: str) -> bool:
    """Counts this time; no once it was too often (`ACCOUNT_RATE_LIMITS`)."""
    return bool(consume(request, action=action))
