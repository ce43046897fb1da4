"""The editor's fields: as they were typed, and the model they mean."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.http import QueryDict

from lorgnette.activities.types import TYPES
from lorgnette.scoring.checks import MOST_ROLES, Draft
from lorgnette.scoring.model import Model, Role
from lorgnette.web.insight.phrases import type_words

LONGEST = 400
NUMBERS = ("half_life", "day_cap", "person_cap", "scale")
TEXTS = ("name_en", "name_fr", "mode", *NUMBERS)
SPARE_ROLES = 2
# No number: out of every range.
NONE = -1
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_TIMES = re.compile(r"\d{1,3}([.,]\d{1,2})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class WeightRow:
    """A type of activity with what it weighs."""

    field: str
    words: str
    value: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A line of the roles; one that is all empty counts for nothing."""

    place: int
    word: str = ""
    times: str = ""
    word_error: str = ""
    times_error: str = ""

    @property
    def word_field(self) -> str:
        return f"role_{self.place}_word"

    @property
    def times_field(self) -> str:
        return f"role_{self.place}_times"


@dataclass(frozen=True, slots=True)
class Typed:
    """`fields` by name as text."""

    fields: Mapping[str, str]
    weights: Sequence[WeightRow]
    roles: Sequence[RoleRow]


def shown(draft: Draft, decimal_sign: str) -> Typed:
    """The fields of a draft."""
    model = draft.model
    numbers = {name: str(getattr(model, name)) for name in NUMBERS}
    fields = {"name_en": draft.name_en, "name_fr": draft.name_fr, "mode": model.mode} | numbers
    weights = [_weight(kind.code, str(model.weights.get(kind.code, 0))) for kind in TYPES]
    roles = [
        RoleRow(place, role.word, _times(role.hundredths).replace(".", decimal_sign))
        for place, role in enumerate(model.roles)
    ]
    return Typed(fields, weights, _with_room(roles))


def read(post: QueryDict) -> Typed:
    """As it was typed."""
    fields = {name: post.get(name, "").strip()[:LONGEST] for name in TEXTS}
    codes = [kind.code for kind in TYPES]
    weights = [_weight(code, post.get(f"weight_{code}", "").strip()[:LONGEST]) for code in codes]
    rows = [_role(post, place) for place in range(MOST_ROLES)]
    filled = [row for row in rows if row.word or row.times]
    return Typed(fields, weights, _with_room([replace(r, place=n) for n, r in enumerate(filled)]))


def meant(typed: Typed) -> Draft:
    """The draft; what is no number is out of every range."""
    fields = typed.fields
    numbers = {name: _whole(fields[name]) for name in NUMBERS}
    weights = {row.field.removeprefix("weight_"): _whole(row.value or "0") for row in typed.weights}
    roles = tuple(
        Role(row.word, _hundredths(row.times)) for row in typed.roles if row.word or row.times
    )
    model = Model(weights=weights, mode=fields["mode"], roles=roles, **numbers)
    return Draft(name_en=fields["name_en"], name_fr=fields["name_fr"], model=model)


def told(typed: Typed, errors: Mapping[str, str]) -> Typed:
    """With what is wrong beside each line."""
    weights = [replace(row, error=errors.get(row.field, "")) for row in typed.weights]
    roles = [
        replace(
            row,
            word_error=errors.get(row.word_field, ""),
            times_error=errors.get(row.times_field, ""),
        )
        for row in typed.roles
    ]
    return Typed(typed.fields, weights, roles)


def order(typed: Typed) -> list[str]:
    """The fields as they stand on the page: the first with an error takes the focus."""
    roles = [field for row in typed.roles for field in (row.word_field, row.times_field)]
    rows = [row.field for row in typed.weights]
    return ["name_en", "name_fr", "mode", *NUMBERS, "weights", *rows, *roles]


def _weight(code: str, value: str) -> WeightRow:
    return WeightRow(f"weight_{code}", type_words(code), value)


def _role(post: QueryDict, place: int) -> RoleRow:
    word, times = (post.get(f"role_{place}_{part}", "").strip() for part in ("word", "times"))
    return RoleRow(place, word[:LONGEST], times[:LONGEST])


def _with_room(rows: Sequence[RoleRow]) -> list[RoleRow]:
    most = min(MOST_ROLES, len(rows) + SPARE_ROLES)
    return [*rows, *(RoleRow(place) for place in range(len(rows), most))]


def _whole(text: str) -> int:
    return int(text) if _WHOLE.fullmatch(text) else NONE


def _hundredths(text: str) -> int:
    return int(Decimal(text.replace(",", ".")) * 100) if _TIMES.fullmatch(text) else NONE


def _times(hundredths: int) -> str:
    """1.5 for 150."""
    return f"{Decimal(hundredths) / 100:f}"
