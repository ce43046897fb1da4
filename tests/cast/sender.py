"""Aubier's website as a source of events: what its SDK sends, and what became of it."""

import base64
import gzip
import itertools
import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.test import Client

from lorgnette.activities import event_sources
from lorgnette.activities.models import Activity, DeadEvent, EventSource, Seen, Waiting
from tests.cast.people import HELENE_ACTOR

_numbers = itertools.count(1)


def track(name: str = "Demo Requested", **given: Any) -> dict[str, Any]:
    """A track call as an SDK sends it, of `u-1` where nobody else is named."""
    return event("track", event=name, **given)


def event(kind: str, **given: Any) -> dict[str, Any]:
    """Any call; a `message` names its messageId."""
    number = given.pop("message", f"m-{next(_numbers)}")
    who = {} if {"userId", "anonymousId"} & given.keys() else {"userId": "u-1"}
    return {"type": kind, "messageId": number, **who, **given}


class Website:
    """A source, its key and a client that sends as its SDK does."""

    def __init__(self, client: Client, name: str = "Website") -> None:
        made = event_sources.create(HELENE_ACTOR, name)
        self.client, self.ref, self.key = client, made.ref, made.key

    @property
    def row(self) -> EventSource:
        return EventSource.objects.get(public_id=self.ref)

    def send(self, *events: Any, **body: Any) -> HttpResponse:
        """A batch."""
        return self.post("/v1/batch", {"batch": list(events), **body})

    def post(self, path: str, body: Any, **headers: str) -> HttpResponse:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.raw(path, data, **{"authorization": basic(self.key), **headers})

    def raw(self, path: str, data: bytes, **headers: str) -> HttpResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(path, data, content_type="application/json", headers=named)


def basic(key: str) -> str:
    return "Basic " + base64.b64encode(f"{key}:".encode()).decode()


def zipped(body: Mapping[str, Any]) -> bytes:
    return gzip.compress(json.dumps(body).encode())


def rows() -> dict[str, int]:
    """How many there are of each."""
    tables = {"activities": Activity, "seen": Seen, "waiting": Waiting, "dead": DeadEvent}
    return {name: table.objects.count() for name, table in tables.items()}
