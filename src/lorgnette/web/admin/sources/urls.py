"""The doors of this room."""

from django.urls import URLPattern, URLResolver, path

from lorgnette.web.admin.sources import dead, keys, listing, source

urlpatterns: list[URLPattern | URLResolver] = [
    path("", listing.event_sources, name="event_sources"),
    path("new/", keys.create, name="event_source_new"),
    path("dead/", dead.dead_events, name="dead_events"),
    path("dead/replay/", dead.replay, name="dead_events_replay"),
    path("<str:source_ref>/", source.event_source, name="event_source"),
    path("<str:source_ref>/rules/", source.rules, name="event_source_rules"),
    path("<str:source_ref>/switch/", source.switch, name="event_source_switch"),
    path("<str:source_ref>/key/", keys.rotate, name="event_source_key"),
]
