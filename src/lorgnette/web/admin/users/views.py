"""Being written."""

from django.http import HttpRequest, HttpResponse


def users(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError
