"""Being written."""

from django.http import HttpRequest, HttpResponse


def invitation_link(request: HttpRequest, token: str) -> HttpResponse:
    raise NotImplementedError
