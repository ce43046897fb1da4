"""Keeps from every door what no database keeps: the character NUL, which nobody types."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict

from lorgnette.web.bodies import PROGRAMS

NUL = "\x00"


class Readable:
    """The middleware. PostgreSQL fails at NUL: an address with it is refused, a form cleaned."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Once the session is read: the page that tells of a refusal needs one.

        What programs send is not looked at: its door reads it by itself, and says so in JSON.
        """
        if request.path_info.startswith(PROGRAMS):
            return
        if NUL in request.path:
            raise BadRequest("The address holds the character NUL.")
        for name in ("GET", "POST"):
            sent = getattr(request, name)
            if any(NUL in text for text in _texts(sent)):
                setattr(request, name, _without(sent))


def _texts(sent: QueryDict) -> list[str]:
    return [text for name, values in sent.lists() for text in (name, *map(str, values))]


def _without(sent: QueryDict) -> QueryDict:
    clean = QueryDict(mutable=True)
    for name, values in sent.lists():
        clean.setlist(name.replace(NUL, ""), [str(value).replace(NUL, "") for value in values])
    return clean
