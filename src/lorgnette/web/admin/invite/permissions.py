"""Step 2: what they will see."""

from django.http import HttpRequest, HttpResponse


def permissions(request: HttpRequest, draft_ref: str) -> HttpResponse:
    raise NotImplementedError
