"""The list of the event sources, with what each sent today and this week."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lorgnette.activities.event_source_list import EventSourceInfo
from lorgnette.activities.event_source_list import event_sources as all_event_sources
from lorgnette.web.admin.sources.tabs import ROOM, Tabs, tabs
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page


@dataclass(frozen=True, slots=True)
class SourcesContext:
    """The context of `admin/sources/list.html`."""

    tabs: Tabs
    sources: Sequence[EventSourceInfo]


@require_safe
@administrator
def event_sources(request: AdministratorRequest) -> HttpResponse:
    """All of them, by name."""
    context = SourcesContext(tabs("sources"), all_event_sources())
    return page(request, "admin/sources/list.html", context, room=ROOM)
