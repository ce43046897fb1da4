"""Answers in the words that the SDKs know: JSON with a code, for every origin."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt

from lorgnette.activities.event_counts import TooMany
from lorgnette.kernel.refusals import Refusal

View = Callable[..., HttpResponse]

# A database that is busy or restarting; the SDKs come again.
SECONDS_LATER = 5


def door(*methods: str) -> Callable[[View], View]:
    """Answers these methods, and the question of a browser whether it may ask (CORS).

    No cookie is read and none is set: the write key is all that counts, from wherever it comes.
    """

    def guarding(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def guarded(request: HttpRequest, **given: str) -> HttpResponse:
            response = _answered(view, methods, request, given)
            response["Access-Control-Allow-Origin"] = "*"
            response["Cache-Control"] = "no-store"
            return response

        return guarded

    return guarding


def _answered(
    view: View, methods: tuple[str, ...], request: HttpRequest, given: Mapping[str, str]
) -> HttpResponse:
    if request.method == "OPTIONS":
        return _preflight(request, methods)
    if request.method not in methods:
        words = gettext("This address answers %(methods)s only.") % {"methods": ", ".join(methods)}
        return _refused(405, "method_not_allowed", words, Allow=", ".join((*methods, "OPTIONS")))
    try:
        return view(request, **given)
    except TooMany as refusal:
        return refused(refusal, **{"Retry-After": str(refusal.seconds)})
    except Refusal as refusal:
        return refused(refusal)
    except (OperationalError, InterfaceError):
        words = gettext("The database cannot take it right now. Nothing was taken: try again.")
        return _refused(503, "try_again", words, **{"Retry-After": str(SECONDS_LATER)})


def refused(refusal: Refusal, **headers: str) -> HttpResponse:
    """The refusal's code and words."""
    words = gettext(refusal.words) % refusal.values
    return _refused(refusal.status, refusal.code, words, **headers)


def _refused(status: int, code: str, words: str, **headers: str) -> HttpResponse:
    said: dict[str, Any] = {"success": False, "code": code, "message": words}
    return JsonResponse(said, status=status, headers=headers)


def _preflight(request: HttpRequest, methods: tuple[str, ...]) -> HttpResponse:
    asked = request.headers.get("Access-Control-Request-Headers", "")
    response = HttpResponse(status=204)
    response["Access-Control-Allow-Methods"] = ", ".join((*methods, "OPTIONS"))
    if asked and len(asked) <= 1000 and asked.isprintable():
        response["Access-Control-Allow-Headers"] = asked
    response["Access-Control-Max-Age"] = "86400"
    return response
