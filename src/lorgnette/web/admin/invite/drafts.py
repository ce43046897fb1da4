"""Starts the wizard."""

from django.http import HttpRequest, HttpResponse


def invite(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError
