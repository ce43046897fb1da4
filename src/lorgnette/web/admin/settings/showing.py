"""A tab of the settings as its page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

from django.conf import settings as django

from lorgnette.audit import trail
from lorgnette.web.admin.settings.tabs import LANGUAGE, LANGUAGES, TITLES, ZONE, Field
from lorgnette.web.admin.settings.typing import Typed
from lorgnette.web.events.fields import Change, shown
from lorgnette.web.events.labels import setting
from lorgnette.workspace.checks import LINK_DAYS, NUMBERS
from lorgnette.workspace.settings import fixed

RANGES = {**NUMBERS, "link_days": LINK_DAYS}


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab's name in the address and on the page."""

    code: str
    title: str
    url_name: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Option:
    """A value that can be chosen, and its words."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One setting in the form. `fixed_by` names the variable of the environment, or is ""."""

    name: str
    kind: str
    label: str
    hint: str
    value: Any
    least: int | None
    most: int | None
    options: Sequence[Option]
    error: str
    has_focus: bool
    fixed_by: str


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Somebody else changed settings while the page was open."""

    who: str
    changes: Sequence[Change]


def tabs(current: str) -> list[Tab]:
    """All of them, with one marked."""
    return [
        Tab(code, str(title), f"settings_{code}", code == current) for code, title in TITLES.items()
    ]


def rows(fields: Sequence[Field], typed: Typed, settings: Any) -> list[Row]:
    """The form: what was typed, or for a fixed one what it is fixed to."""
    variables = fixed()
    first = next(iter(typed.errors), "")
    return [_row(f, typed, settings, variables.get(f.name, ""), first) for f in fields]


def meanwhile(changed: Mapping[str, tuple[Any, Any]]) -> Meanwhile:
    """Who changed what."""
    latest = next(iter(trail.about("workspace", "settings", limit=1)), None)
    changes = [
        Change(setting(n), shown(n, old), shown(n, new)) for n, (old, new) in changed.items()
    ]
    return Meanwhile(latest.actor_name if latest else "", changes)


def _row(one: Field, typed: Typed, settings: Any, variable: str, first: str) -> Row:
    value = getattr(settings, one.name) if variable else typed.shown.get(one.name)
    least, most = RANGES.get(one.name, (None, None))
    return Row(
        name=one.name,
        kind=one.kind,
        label=setting(one.name),
        hint=str(one.hint),
        value="" if value is None else value,
        least=least,
        most=most,
        options=_options(one.kind, value),
        error=typed.errors.get(one.name, ""),
        has_focus=one.name == first,
        fixed_by=variable,
    )


def _options(kind: str, value: Any) -> list[Option]:
    if kind == ZONE:
        zones = {zone for zone in available_timezones() if "/" in zone and zone[:4] != "Etc/"}
        return [Option(z, z.replace("_", " "), z == value) for z in sorted(zones | {"UTC", value})]
    if kind == LANGUAGE:
        return [Option(code, name, code == value) for code, name in django.LANGUAGES]
    if kind == LANGUAGES:
        return [Option(code, name, code in (value or ())) for code, name in django.LANGUAGES]
    return []
