"""After Send: how far it is, and what became of each."""

from django.http import HttpRequest, HttpResponse


def batch(request: HttpRequest, batch_ref: str) -> HttpResponse:
    raise NotImplementedError


def batch_rows(request: HttpRequest, batch_ref: str) -> HttpResponse:
    raise NotImplementedError
