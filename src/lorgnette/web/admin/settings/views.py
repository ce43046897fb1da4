"""The settings pages: shown, checked, saved, and told what somebody else changed meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from lorgnette.kernel.refusals import Refusal
from lorgnette.web.admin.settings import showing, typing
from lorgnette.web.admin.settings.extras import Extra, extra
from lorgnette.web.admin.settings.showing import Meanwhile, Row, Tab
from lorgnette.web.admin.settings.tabs import FIELDS, TITLES, Field
from lorgnette.web.admin.settings.typing import Typed
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page, say
from lorgnette.workspace.settings import ChangedMeanwhile, change, current, fixed

ROOM = "settings"


@dataclass(frozen=True, slots=True)
class SettingsContext:
    """The context of `admin/settings/tab.html`; `part` is the template beside the form."""

    tab: str
    title: str
    url_name: str
    tabs: Sequence[Tab]
    rows: Sequence[Row]
    seen: str
    refusal: str
    meanwhile: Meanwhile | None
    extra: Extra
    part: str


@require_safe
@administrator
def settings(_request: AdministratorRequest) -> HttpResponse:
    """The first tab."""
    return redirect("settings_workspace")


@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def settings_tab(request: AdministratorRequest, tab: str) -> HttpResponse:
    """One tab: its form, or what is wrong with what was typed."""
    if request.method != "POST":
        return _show(request, tab, typing.stored(FIELDS[tab], current()))
    typed = typing.read(_open(tab), request.POST)
    if "preview" in request.POST or typed.errors:
        return _show(request, tab, typed, status=422 if typed.errors else 200)
    return _save(request, tab, typed)


def _save(request: AdministratorRequest, tab: str, typed: Typed) -> HttpResponse:
    before = current()
    try:
        after = change(request.actor, seen=typed.seen, **typed.values)
    except ChangedMeanwhile as refusal:
        return _show_changed(request, tab, typed, refusal)
    except Refusal as refusal:
        wrong = {refusal.field or "": say(refusal)}
        return _show(request, tab, replace(typed, errors=wrong), status=422)
    same = before == after
    messages.success(request, gettext("Nothing was changed.") if same else gettext("Saved."))
    return redirect(f"settings_{tab}")


def _show_changed(
    request: AdministratorRequest, tab: str, typed: Typed, refusal: ChangedMeanwhile
) -> HttpResponse:
    """What was typed stays; a field that was left alone follows the other's change."""
    alone = {
        name: getattr(current(), name)
        for name in refusal.changes
        if typed.values.get(name) == typed.seen.get(name)
    }
    kept = replace(typed, shown={**typed.shown, **alone})
    with timezone.override(current().zone):
        told = showing.meanwhile(refusal.changes)
    return _show(request, tab, kept, status=refusal.status, refusal=say(refusal), told=told)


def _show(
    request: AdministratorRequest,
    tab: str,
    typed: Typed,
    *,
    status: int = 200,
    refusal: str = "",
    told: Meanwhile | None = None,
) -> HttpResponse:
    company = current()
    # What was wrong as a whole has no field to stand beside.
    context = SettingsContext(
        tab=tab,
        title=str(TITLES[tab]),
        url_name=f"settings_{tab}",
        tabs=showing.tabs(tab),
        rows=showing.rows(FIELDS[tab], typed, company),
        seen=typing.seen_as_text(_open(tab), company),
        refusal=refusal or typed.errors.get("", ""),
        meanwhile=told,
        extra=extra(tab, request, company, typed),
        part=f"admin/settings/_{tab}.html",
    )
    return page(request, "admin/settings/tab.html", context, room=ROOM, status=status)


def _open(tab: str) -> list[Field]:
    """The fields that the environment does not fix."""
    taken = fixed()
    return [one for one in FIELDS[tab] if one.name not in taken]
