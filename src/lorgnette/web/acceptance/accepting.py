"""Being written."""

from django.http import HttpRequest, HttpResponse


def invitation(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError
