"""Refusals as the wizard shows them: in words, each beside its field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import get_language, gettext

from lorgnette.kernel.refusals import Refusal
from lorgnette.web import moments


@dataclass(frozen=True, slots=True)
class Errors:
    """`by_field` in words; `general` belongs to no field shown; `first` takes the focus."""

    by_field: Mapping[str, str] = field(default_factory=dict)
    general: Sequence[str] = ()
    first: str = ""


def errors_of(refusals: Sequence[Refusal], fields: Sequence[str]) -> Errors:
    """The first refusal of each of `fields`, in their order; all others are general."""
    by_field: dict[str, str] = {}
    general = []
    for refusal in refusals:
        if refusal.field and refusal.field in fields:
            by_field.setdefault(refusal.field, words(refusal))
        else:
            general.append(words(refusal))
    first = next((name for name in fields if name in by_field), "")
    return Errors(by_field=by_field, general=tuple(dict.fromkeys(general)), first=first)


def words(refusal: Refusal) -> str:
    """The refusal in the active language, its days written out."""
    values = {name: _written(value) for name, value in refusal.values.items()}
    return gettext(refusal.words) % values


def _written(value: object) -> object:
    if isinstance(value, date):
        return moments.long_day(value, get_language() or "en")
    return value
