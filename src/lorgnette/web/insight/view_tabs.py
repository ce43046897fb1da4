"""The saved views above the ranked list, and what the one that is open asks for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from lorgnette.access.policy import Viewer
from lorgnette.insight.lists.views import View, views_of
from lorgnette.insight.lists.whose import may_share
from lorgnette.web.insight.asking import ALL, Asked


@dataclass(frozen=True, slots=True)
class Tab:
    """A view to open."""

    words: str
    href: str
    is_on: bool
    is_shared: bool


@dataclass(frozen=True, slots=True)
class ViewTabs:
    """All accounts, then the views. `changed` is the ref of the open one where what is shown is no
    longer what it says, and whoever looks may bring it up to date. `fields` are what is shown, for
    the form that saves it; `notice` is "" where nothing is to be said."""

    tabs: Sequence[Tab]
    changed: str
    name: str
    fields: Sequence[tuple[str, str]]
    notice: str
    may_share: bool


def first_href(views: Sequence[View]) -> str:
    """The view with which the accounts open; "" for all of them."""
    return next((view_href(view.ref) for view in views if view.is_first), "")


def opened(
    viewer: Viewer, asked: Asked, views: Sequence[View] | None = None
) -> tuple[ViewTabs, Asked]:
    """The tabs, and the list as it is asked for: a saved view as it says. `views` are those the
    viewer has, where somebody has looked them up."""
    views = views_of(viewer) if views is None else views
    found = next((view for view in views if view.ref == asked.view), None)
    notice = ""
    if found is None and asked.is_opened:
        notice = gettext("This view is no longer there. These are all the accounts.")
    if found is None:
        asked = replace(asked, view="", is_opened=False)
    elif asked.is_opened:
        asked = asked.chosen(found.choice)
    is_changed = found is not None and found.can_change and found.choice != asked.choice
    tabs = ViewTabs(
        tabs=[_all(asked), *(_tab(view, asked) for view in views)],
        changed=asked.view if is_changed else "",
        name=found.name if found else "",
        fields=list(asked.fields.items()),
        notice=notice,
        may_share=may_share(viewer),
    )
    return tabs, asked


def view_href(ref: str) -> str:
    """Where a view opens."""
    return f"{reverse('accounts')}?{urlencode({'view': ref})}"


def _all(asked: Asked) -> Tab:
    return Tab(gettext("All accounts"), view_href(ALL), not asked.view, is_shared=False)


def _tab(view: View, asked: Asked) -> Tab:
    return Tab(view.name, view_href(view.ref), view.ref == asked.view, view.is_shared)
