"""The settings documents that browsers' SDKs ask for before they send anything."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from lorgnette.activities.source_keys import sender_of
from lorgnette.api.collect.answers import door
from lorgnette.api.collect.keys import key_of


@door("GET", "HEAD")
def segment(_request: HttpRequest, key: str) -> HttpResponse:
    """For Segment's: events go here and nowhere else."""
    sender_of(key)
    base = urlsplit(settings.BASE_URL)
    to_us = {
        "apiKey": key,
        "apiHost": f"{base.netloc}{base.path}/v1",
        "protocol": base.scheme,
        "unbundledIntegrations": [],
        "addBundledMetadata": True,
        "maybeBundledConfigIds": {},
        "versionSettings": {"version": "4.4.7", "componentTypes": ["browser"]},
    }
    return JsonResponse(
        {
            "integrations": {"Segment.io": to_us},
            "plan": {
                "track": {"__default": {"enabled": True, "integrations": {}}},
                "identify": {"__default": {"enabled": True}},
                "group": {"__default": {"enabled": True}},
            },
            "edgeFunction": {},
            "analyticsNextEnabled": True,
            "middlewareSettings": {},
            "enabledMiddleware": {},
            "metrics": {"sampleRate": 0},
            "remotePlugins": [],
        }
    )


@door("GET", "HEAD")
def rudderstack(request: HttpRequest) -> HttpResponse:
    """For RudderStack's: a source that is on, with no destination besides us."""
    key = key_of(request)
    sender = sender_of(key)
    source = {
        "id": sender.ref,
        "name": sender.name,
        "writeKey": key,
        "enabled": True,
        "workspaceId": "lorgnette",
        "config": {
            "statsCollection": {"errors": {"enabled": False}, "metrics": {"enabled": False}}
        },
        "connections": [],
        "destinations": [],
        "dataplanes": {},
    }
    return JsonResponse({"source": source, "updatedAt": None})
