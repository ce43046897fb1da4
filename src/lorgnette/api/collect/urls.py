"""The doors of this room: the paths that the SDKs have fixed, with and without a last slash."""

from django.urls import URLPattern, path

from lorgnette.api.collect import documents, views

# What each path holds: those of the servers' SDKs, and the short ones of the browsers'.
KINDS = {
    "batch": "batch",
    "import": "batch",
    "track": "track",
    "identify": "identify",
    "page": "page",
    "screen": "screen",
    "group": "group",
    "alias": "alias",
    "b": "batch",
    "t": "track",
    "i": "identify",
    "p": "page",
    "s": "screen",
    "g": "group",
    "a": "alias",
}


def _both(route: str, view: views.View, name: str, **given: str) -> list[URLPattern]:
    return [path(f"{route}{end}", view, given, name=name) for end in ("/", "")]


urlpatterns: list[URLPattern] = [
    *(
        pattern
        for word, kind in KINDS.items()
        for pattern in _both(f"v1/{word}", views.collect, f"collect_{word}", kind=kind, word=word)
    ),
    *_both("beacon/v1/batch", views.collect, "collect_beacon", kind="batch", word="beacon"),
    *_both("v1/m", views.ignore, "collect_metrics"),
    *_both("v1/projects/<str:key>/settings", documents.segment, "collect_settings"),
    *_both("sourceConfig", documents.rudderstack, "collect_source_config"),
]
