"""Refuses, before any door, what no database keeps: the character NUL in an address or a form."""

from collections.abc import Callable, Iterator

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

NUL = "\x00"


class Readable:
    """The middleware. Nobody types this character, and PostgreSQL fails at it: status 400."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Once the session is read: the page that tells of it needs one."""
        if any(NUL in text for text in _texts(request)):
            raise BadRequest("The request holds the character NUL.")


def _texts(request: HttpRequest) -> Iterator[str]:
    yield request.path
    for sent in (request.GET, request.POST):
        for name, values in sent.lists():
            yield name
            yield from map(str, values)
