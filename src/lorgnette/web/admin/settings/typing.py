"""What was typed into a tab of the settings: read, checked, and shown again as it was."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from lorgnette.kernel.refusals import Refusal
from lorgnette.web.admin.settings.tabs import CHECK, LANGUAGES, NUMBER, Field
from lorgnette.web.pages import say
from lorgnette.workspace.checks import UNLIMITED, checked
from lorgnette.workspace.settings import Settings

MAX_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Typed:
    """`shown` is what the fields hold, `values` what they mean where it can be, `errors` where not.

    `seen` is what the settings were when the page was opened.
    """

    shown: Mapping[str, Any]
    values: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[str, Any] = field(default_factory=dict)


def stored(fields: Sequence[Field], settings: Settings) -> Typed:
    """The fields as the settings are now."""
    return Typed(shown={f.name: getattr(settings, f.name) for f in fields})


def read(fields: Sequence[Field], post: QueryDict) -> Typed:
    """The fields as they were typed; the fixed ones are not among `fields`."""
    raw = {f.name: _raw(f, post) for f in fields}
    values, errors = {}, {}
    for one in fields:
        try:
            values[one.name] = checked(one.name, _meant(one, raw[one.name]))
        except Refusal as refusal:
            errors[one.name] = say(refusal)
    return Typed(raw, values, errors, _seen(fields, post.get("seen", "")))


def seen_as_text(fields: Sequence[Field], settings: Settings) -> str:
    """The settings of these fields, for the page to bring back."""
    return json.dumps({f.name: getattr(settings, f.name) for f in fields}, ensure_ascii=False)


def _raw(one: Field, post: QueryDict) -> Any:
    if one.kind == LANGUAGES:
        return tuple(post.getlist(one.name))
    if one.kind == CHECK:
        return one.name in post
    return post.get(one.name, "").strip()


def _meant(one: Field, raw: Any) -> Any:
    if one.kind != NUMBER:
        return raw
    if not raw and one.name in UNLIMITED:
        return None
    digits = raw.isascii() and raw.isdigit() and len(raw) <= MAX_DIGITS
    # What is no number is out of every range.
    return int(raw) if digits else -1


def _seen(fields: Sequence[Field], text: str) -> dict[str, Any]:
    """Whatever comes back: nothing to compare with where it cannot be read."""
    try:
        told = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(told, dict):
        return {}
    known = {f.name: f.kind for f in fields if f.name in told}
    return {
        name: tuple(told[name])
        if kind == LANGUAGES and isinstance(told[name], list)
        else told[name]
        for name, kind in known.items()
    }
