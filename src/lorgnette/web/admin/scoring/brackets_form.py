"""The fields of the brackets: as they were typed, and the rules they mean."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext

from lorgnette.scoring.marks.checks import PARTS
from lorgnette.scoring.marks.rules import (
    ACCOUNT_RELATIVE,
    ACCOUNT_URGENCY,
    PERSON_RELATIVE,
    PERSON_URGENCY,
    SCALES,
    Rules,
    Scale,
    Three,
)

LONGEST = 20
# No number: out of every range.
NONE = -1
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Field:
    """One number; `marks` are what it takes to."""

    name: str
    marks: int
    value: str
    error: str


@dataclass(frozen=True, slots=True)
class ScaleFields:
    """One scale as the form shows it."""

    name: str
    title: str
    hint: str
    icon: str
    mode: str
    mode_error: str
    shares: Sequence[Field]
    points: Sequence[Field]


def shown(rules: Rules) -> dict[str, str]:
    """The fields of the rules, by name."""
    fields: dict[str, str] = {}
    for name in SCALES:
        scale: Scale = getattr(rules, name)
        fields[f"{name}_mode"] = scale.mode
        for part, share, points in zip(PARTS, scale.shares, scale.points, strict=True):
            fields[f"{name}_share_{part}"] = str(share)
            fields[f"{name}_points_{part}"] = str(points)
    return fields


def read(post: QueryDict) -> dict[str, str]:
    """As they were typed."""
    return {name: post.get(name, "").strip()[:LONGEST] for name in names()}


def meant(fields: Mapping[str, str]) -> Rules:
    """The rules; what is no number is out of every range."""
    return Rules(**{name: _scale(name, fields) for name in SCALES})


def names() -> list[str]:
    """The fields as they stand on the page: the first with an error takes the focus."""
    return [
        field
        for name in SCALES
        for field in (
            f"{name}_mode",
            *(f"{name}_share_{part}" for part in PARTS),
            *(f"{name}_points_{part}" for part in PARTS),
        )
    ]


def scales(fields: Mapping[str, str], errors: Mapping[str, str]) -> list[ScaleFields]:
    """With what is wrong beside each."""
    return [
        ScaleFields(
            name=name,
            title=title,
            hint=hint,
            icon=icon,
            mode=fields[f"{name}_mode"],
            mode_error=errors.get(f"{name}_mode", ""),
            shares=_fields(f"{name}_share", fields, errors),
            points=_fields(f"{name}_points", fields, errors),
        )
        for name, title, hint, icon in _offered()
    ]


def _offered() -> list[tuple[str, str, str, str]]:
    change = gettext("What the score rose by in seven days.")
    own = gettext("What their own points rose by in seven days.")
    return [
        (ACCOUNT_URGENCY, gettext("Urgency of accounts"), change, "flame"),
        (ACCOUNT_RELATIVE, gettext("Relative score of accounts"), gettext("The score."), "star"),
        (PERSON_URGENCY, gettext("Urgency of people"), own, "flame"),
        (
            PERSON_RELATIVE,
            gettext("Relative score of people"),
            gettext("Their own points, whoever else is at the account."),
            "star",
        ),
    ]


def _fields(stem: str, fields: Mapping[str, str], errors: Mapping[str, str]) -> list[Field]:
    return [
        Field(name := f"{stem}_{part}", 3 - place, fields[name], errors.get(name, ""))
        for place, part in enumerate(PARTS)
    ]


def _scale(name: str, fields: Mapping[str, str]) -> Scale:
    return Scale(
        mode=fields[f"{name}_mode"],
        shares=_three(f"{name}_share", fields),
        points=_three(f"{name}_points", fields),
    )


def _three(stem: str, fields: Mapping[str, str]) -> Three:
    three, two, one = (_whole(fields[f"{stem}_{part}"]) for part in PARTS)
    return three, two, one


def _whole(text: str) -> int:
    return int(text) if _WHOLE.fullmatch(text) else NONE
