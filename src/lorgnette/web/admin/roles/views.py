"""Being written."""

from django.http import HttpRequest, HttpResponse


def roles(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError
