"""Being written."""

from django.http import HttpRequest, HttpResponse


def sales_users(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError


def sales_user(request: HttpRequest, member_ref: str) -> HttpResponse:
    raise NotImplementedError
