"""Takes events: 200 is said once they are on disk, and of each one that is dead why."""

from contextlib import suppress
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.request import RawPostDataException
from django.utils.translation import gettext

from lorgnette.activities import segment_body
from lorgnette.activities.collect import Taken, take
from lorgnette.activities.reasons import REASONS
from lorgnette.activities.segment_body import MOST_BODY_BYTES, Body, BodyTooLarge, NotEvents
from lorgnette.activities.source_keys import sender_of
from lorgnette.api.collect.answers import View, door
from lorgnette.api.collect.keys import key_of

__all__ = ["View", "collect", "ignore"]

# Of a body that is too large so much is let pass before it is refused: 16 MB.
CHUNK, MOST_CHUNKS = 64 * 1024, 256


@door("POST")
def collect(request: HttpRequest, kind: str, word: str) -> HttpResponse:
    """A batch, or one event of that kind. A wrong key is told before the body is looked at."""
    key = key_of(request)
    sender = sender_of(key) if key else None
    body = _body(request, kind)
    taken = take(sender or sender_of(body.write_key), _as_sent(body, word))
    return _told(taken, alone=kind != Body.BATCH)


@door("POST")
def ignore(_request: HttpRequest) -> HttpResponse:
    """What browsers' SDKs tell of themselves."""
    return JsonResponse({"success": True})


def _body(request: HttpRequest, kind: str) -> Body:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_BODY_BYTES:
        _let_pass(request)
        raise BodyTooLarge(limit=MOST_BODY_BYTES // 1024)
    encoding = request.headers.get("Content-Encoding", "")
    return segment_body.read(segment_body.inflated(_bytes(request), encoding), kind)


def _let_pass(request: HttpRequest) -> None:
    """Reads on and keeps nothing: who still sends hears no answer, and would come again."""
    with suppress(UnreadablePostError):
        for _chunk in range(MOST_CHUNKS):
            if not request.read(CHUNK):
                return


def _bytes(request: HttpRequest) -> bytes:
    """What a form of several parts holds, or half a request, is no event."""
    try:
        return request.body
    except (RawPostDataException, UnreadablePostError):
        raise NotEvents from None


def _as_sent(body: Body, word: str) -> Body:
    """What is imported happened long ago, and bears its times by a right clock."""
    return replace(body, sent_at=None) if word == "import" else body


def _told(taken: Taken, *, alone: bool) -> HttpResponse:
    """A batch is taken, whatever is in it; one event that is dead is refused."""
    rejected = [
        {
            "index": one.index,
            "messageId": one.message_id,
            "code": one.reason,
            "message": gettext(REASONS[one.reason]),
        }
        for one in taken.rejected
    ]
    if alone and rejected:
        said = {"success": False, **rejected[0]}
        return JsonResponse(said, status=413 if said["code"] == "too_large" else 400)
    return JsonResponse(
        {
            "success": True,
            "taken": taken.taken,
            "known": taken.known,
            "rejected": rejected,
        }
    )
