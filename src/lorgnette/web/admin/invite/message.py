"""Step 3: what they will read, and how it will look."""

from django.http import HttpRequest, HttpResponse


def message(request: HttpRequest, draft_ref: str) -> HttpResponse:
    raise NotImplementedError


def preview(request: HttpRequest, draft_ref: str) -> HttpResponse:
    raise NotImplementedError
