"""Refuses what is too large before it is read: no form and no file of ours comes near."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from lorgnette.web.errors import too_large

MOST_BYTES = 5_000_000
# These read less than that, and answer programs in JSON, whatever is sent.
PROGRAMS = ("/v1/", "/beacon/v1/", "/sourceConfig")


class Bodies:
    """The middleware; the session is read, so that the page is the reader's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _length(request) > MOST_BYTES and not request.path_info.startswith(PROGRAMS):
            return too_large(request, MOST_BYTES // 1_000_000)
        return self.get_response(request)


def _length(request: HttpRequest) -> int:
    """As announced: a body without a length is not read at all."""
    told = request.META.get("CONTENT_LENGTH") or ""
    return int(told) if told.isdecimal() and told.isascii() else 0
