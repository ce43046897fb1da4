"""The page of somebody who is signed in and has no access: why, since when, whom to ask."""

from django.http import HttpRequest, HttpResponse

from lorgnette.access.policy import NoAccess


def no_access(request: HttpRequest, refusal: NoAccess) -> HttpResponse:
    """Status 403."""
    raise NotImplementedError
