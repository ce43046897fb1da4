"""The editor's fields: as they were typed, and the draft they mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict

from lorgnette.scoring.moments import definition as defined
from lorgnette.scoring.moments.checks import MOST_CONDITIONS, Draft
from lorgnette.scoring.moments.definition import Condition, Definition, number_of

LONGEST = 400
MAX_DIGITS = 6
TEXTS = ("kind", "name_en", "name_fr", "sentence_en", "sentence_fr", "scope", "when", "property")
NUMBERS = ("number", "days", "number_people", "days_people", "silence", "threshold", "pause")
# As they stand on the page: the first with an error takes the focus.
ORDER = (
    "name_en",
    "name_fr",
    "kind",
    "types",
    "conditions",
    *(
        f"condition_{place}_{part}"
        for place in range(MOST_CONDITIONS)
        for part in ("property", "operator", "value")
    ),
    "when",
    "number",
    "days",
    "number_people",
    "days_people",
    "property",
    "threshold",
    "silence",
    "scope",
    "pause",
    "sentence_en",
    "sentence_fr",
)
# The fields of a number and of days, where they are not those of a count.
_OF_PEOPLE = {"number": "number_people", "days": "days_people"}


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """A line of the conditions; one that is all empty counts for nothing."""

    place: int
    property: str = ""
    operator: str = defined.EQUALS
    value: str = ""
    property_error: str = ""
    value_error: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """`fields` by name as text; `types` are the codes ticked."""

    fields: Mapping[str, str]
    types: Sequence[str]
    conditions: Sequence[ConditionRow]


def empty() -> Typed:
    """The fields of a rule that is not written yet."""
    chosen = {"kind": defined.WEB, "scope": defined.PERSON, "when": defined.EACH, "pause": "0"}
    return Typed(dict.fromkeys((*TEXTS, *NUMBERS), "") | chosen, (), _with_room(()))


def shown(draft: Draft) -> Typed:
    """The fields of a draft."""
    said = draft.definition
    numbers = dict.fromkeys(NUMBERS, "") | {"pause": str(said.pause)}
    if said.when == defined.COUNT:
        numbers |= {"number": str(said.number), "days": str(said.days)}
    if said.when == defined.PEOPLE:
        numbers |= {"number_people": str(said.number), "days_people": str(said.days)}
    if said.when == defined.BACK:
        numbers["silence"] = str(said.days)
    if said.when == defined.OVER:
        numbers["threshold"] = f"{said.threshold:g}"
    texts = {name: getattr(draft, name, "") or getattr(said, name, "") for name in TEXTS}
    rows = [
        ConditionRow(place, one.property, one.operator, one.value)
        for place, one in enumerate(said.conditions)
    ]
    return Typed(texts | numbers, said.types, _with_room(rows))


def read(post: QueryDict) -> Typed:
    """As it was typed."""
    fields = {name: post.get(name, "").strip()[:LONGEST] for name in (*TEXTS, *NUMBERS)}
    rows = [_row(post, place) for place in range(MOST_CONDITIONS)]
    filled = [row for row in rows if row.property or row.value]
    return Typed(fields, post.getlist("types")[:50], _with_room(_numbered(filled)))


def meant(typed: Typed) -> Draft:
    """The draft; what is no number is out of every range."""
    fields = typed.fields
    numbers = _numbers(fields)
    said = Definition(
        types=tuple(typed.types),
        conditions=tuple(
            Condition(row.property, row.operator, row.value)
            for row in typed.conditions
            if row.property or row.value
        ),
        scope=defined.ACCOUNT if fields["when"] == defined.PEOPLE else fields["scope"],
        when=fields["when"],
        number=_whole(numbers[0]) if numbers[0] else 0,
        days=_whole(numbers[1]) if numbers[1] else 0,
        pause=_whole(fields["pause"] or "0"),
        property=fields["property"] if fields["when"] == defined.OVER else "",
        threshold=_threshold(fields) if fields["when"] == defined.OVER else 0.0,
    )
    return Draft(
        kind=fields["kind"],
        name_en=fields["name_en"],
        name_fr=fields["name_fr"],
        sentence_en=fields["sentence_en"],
        sentence_fr=fields["sentence_fr"],
        definition=said,
    )


def told(rows: Sequence[ConditionRow], errors: Mapping[str, str]) -> list[ConditionRow]:
    """The lines with what is wrong with each."""
    return [
        replace(
            row,
            property_error=errors.get(f"condition_{row.place}_property", ""),
            value_error=errors.get(f"condition_{row.place}_value", ""),
        )
        for row in rows
    ]


def field_of(name: str, when: str) -> str:
    """The field on the page that a refusal is about."""
    return _OF_PEOPLE.get(name, name) if when == defined.PEOPLE else name


def _numbers(fields: Mapping[str, str]) -> tuple[str, str]:
    """The number and the days of what is chosen, as they were typed."""
    names = {
        defined.COUNT: ("number", "days"),
        defined.PEOPLE: ("number_people", "days_people"),
        defined.BACK: ("", "silence"),
    }
    number, days = names.get(fields["when"], ("", ""))
    return fields.get(number, ""), fields.get(days, "")


def _threshold(fields: Mapping[str, str]) -> float:
    number = number_of(fields["threshold"].replace(",", "."))
    return float("nan") if number is None else number


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS else -1


def _row(post: QueryDict, place: int) -> ConditionRow:
    name = f"condition_{place}_"
    return ConditionRow(
        place,
        post.get(f"{name}property", "").strip()[:LONGEST],
        post.get(f"{name}operator", defined.EQUALS)[:20],
        post.get(f"{name}value", "").strip()[:LONGEST],
    )


def _numbered(rows: Sequence[ConditionRow]) -> list[ConditionRow]:
    return [replace(row, place=place) for place, row in enumerate(rows)]


def _with_room(rows: Sequence[ConditionRow]) -> list[ConditionRow]:
    """One empty line more, as long as there may be."""
    more = [ConditionRow(len(rows))] if len(rows) < MOST_CONDITIONS else []
    return [*rows, *more]
