"""Being written."""

from django.http import HttpRequest, HttpResponse


def resend(request: HttpRequest, member_ref: str) -> HttpResponse:
    raise NotImplementedError


def revoke(request: HttpRequest, member_ref: str) -> HttpResponse:
    raise NotImplementedError


def lock(request: HttpRequest, member_ref: str) -> HttpResponse:
    raise NotImplementedError


def unlock(request: HttpRequest, member_ref: str) -> HttpResponse:
    raise NotImplementedError


def extend(request: HttpRequest, member_ref: str) -> HttpResponse:
    raise NotImplementedError
