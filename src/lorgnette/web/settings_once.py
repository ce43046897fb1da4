"""Lets a page that is only looked at read the company’s settings once, whoever asks for them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from lorgnette.workspace.settings import read_once


class SettingsOnce:
    """The middleware. What a form sends may change them, and reads them whenever it asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with read_once():
            return self.get_response(request)
