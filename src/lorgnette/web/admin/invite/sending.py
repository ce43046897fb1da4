"""The test mail, and Send."""

from django.http import HttpRequest, HttpResponse


def test(request: HttpRequest, draft_ref: str) -> HttpResponse:
    raise NotImplementedError


def send(request: HttpRequest, draft_ref: str) -> HttpResponse:
    raise NotImplementedError
