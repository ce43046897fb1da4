"""Being written."""

from django.http import HttpRequest, HttpResponse


def decline(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError
