"""Step 1: who gets access, and until when."""

from django.http import HttpRequest, HttpResponse


def people(request: HttpRequest, draft_ref: str) -> HttpResponse:
    raise NotImplementedError


def matching(request: HttpRequest, draft_ref: str) -> HttpResponse:
    raise NotImplementedError
