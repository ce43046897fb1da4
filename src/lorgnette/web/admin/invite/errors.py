"""Refusals as the wizard shows them: in words, each beside its field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lorgnette.kernel.refusals import Refusal
from lorgnette.web.pages import say


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
            by_field.setdefault(refusal.field, say(refusal))
        else:
            general.append(say(refusal))
    first = next((name for name in fields if name in by_field), "")
    return Errors(by_field=by_field, general=tuple(dict.fromkeys(general)), first=first)
