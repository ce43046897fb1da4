"""What a rule may say: every refusal at once, each beside its field."""

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, replace

from lorgnette.activities.types import BY_CODE
from lorgnette.kernel.refusals import Refusal, RefusedByField
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.scoring.moments import definition as defined
from lorgnette.scoring.moments.definition import KINDS, Condition, Definition, number_of
from lorgnette.scoring.moments.sentences import properties, unknown

LONGEST_NAME, LONGEST_SENTENCE, LONGEST_PATH, LONGEST_VALUE = 100, 300, 60, 200
MOST_CONDITIONS, MOST_RULES = 5, 50
NUMBER, WINDOW, SILENCE, PAUSE = (2, 1000), (1, 90), (7, 730), (0, 365)


class WordsMissing(Refusal):
    code = "moment_words_missing"
    words = _("Write something here.")


class WordsTooLong(Refusal):
    code = "moment_words_too_long"
    words = _("At most %(most)s characters.")


class PlaceholderUnknown(Refusal):
    code = "moment_placeholder_unknown"
    words = _("There is no placeholder “[%(name)s]”. Choose from those below.")


class ChoiceUnknown(Refusal):
    code = "moment_choice_unknown"
    words = _("Choose one of those offered.")


class NumberOutOfRange(Refusal):
    code = "moment_number_out_of_range"
    words = _("Enter a whole number from %(least)s to %(most)s.")


class NotANumber(Refusal):
    code = "moment_not_a_number"
    words = _("Enter a number.")


class PropertyMissing(Refusal):
    code = "moment_property_missing"
    words = _("Say which property.")


class PeopleOfAPerson(Refusal):
    code = "moment_people_of_a_person"
    words = _("Different people are counted in an account, not in one person.")


class TooManyConditions(Refusal):
    code = "moment_too_many_conditions"
    words = _("At most %(most)s conditions.")


class RuleRefused(RefusedByField):
    code = "moment_rule_refused"
    words = _("The rule was not published: see below what is missing.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A rule as somebody wrote it, before it is published."""

    kind: str
    name_en: str
    name_fr: str
    sentence_en: str
    sentence_fr: str
    definition: Definition


def checked(draft: Draft) -> Draft:
    """The draft as it is kept. Raises `RuleRefused`."""
    faults = dict(_faults(draft))
    if faults:
        raise RuleRefused(faults)
    said = draft.definition
    kept = properties(draft.sentence_en, draft.sentence_fr)
    return replace(draft, definition=replace(said, kept=tuple(kept)))


Fault = tuple[str, Refusal]


def _faults(draft: Draft) -> Iterator[Fault]:
    for field in ("name_en", "name_fr"):
        yield from _words(field, getattr(draft, field), LONGEST_NAME)
    for field in ("sentence_en", "sentence_fr"):
        yield from _words(field, getattr(draft, field), LONGEST_SENTENCE)
        for name in unknown(getattr(draft, field))[:1]:
            yield field, PlaceholderUnknown(field, name=name[:LONGEST_PATH])
    yield from _one_of("kind", draft.kind, KINDS)
    yield from _definition(draft.definition)


def _definition(said: Definition) -> Iterator[Fault]:
    for kind in said.types:
        yield from _one_of("types", kind, BY_CODE)
    yield from _one_of("scope", said.scope, defined.SCOPES)
    yield from _one_of("when", said.when, defined.WHEN)
    yield from _conditions(said)
    yield from _WHEN.get(said.when, _nothing)(said)
    least = 1 if said.when in (defined.COUNT, defined.PEOPLE) else PAUSE[0]
    yield from _within("pause", said.pause, (least, PAUSE[1]))


def _conditions(said: Definition) -> Iterator[Fault]:
    if len(said.conditions) > MOST_CONDITIONS:
        yield "conditions", TooManyConditions("conditions", most=MOST_CONDITIONS)
    for place, condition in enumerate(said.conditions):
        yield from _condition(f"condition_{place}", condition)


def _condition(field: str, condition: Condition) -> Iterator[Fault]:
    if not condition.property:
        yield f"{field}_property", PropertyMissing(field)
    yield from _short(f"{field}_property", condition.property, LONGEST_PATH)
    yield from _one_of(f"{field}_operator", condition.operator, defined.OPERATORS)
    yield from _words(f"{field}_value", condition.value, LONGEST_VALUE)
    if condition.operator == defined.AT_LEAST and number_of(condition.value) is None:
        yield f"{field}_value", NotANumber(field)


def _count(said: Definition) -> Iterator[Fault]:
    yield from _within("number", said.number, NUMBER)
    yield from _within("days", said.days, WINDOW)


def _people(said: Definition) -> Iterator[Fault]:
    yield from _count(said)
    if said.scope != defined.ACCOUNT:
        yield "scope", PeopleOfAPerson("scope")


def _over(said: Definition) -> Iterator[Fault]:
    if not said.property:
        yield "property", PropertyMissing("property")
    yield from _short("property", said.property, LONGEST_PATH)
    if number_of(said.threshold) is None:
        yield "threshold", NotANumber("threshold")


def _back(said: Definition) -> Iterator[Fault]:
    yield from _within("silence", said.days, SILENCE)


def _nothing(_said: Definition) -> Iterator[Fault]:
    return iter(())


_WHEN: Mapping[str, Callable[[Definition], Iterator[Fault]]] = {
    defined.COUNT: _count,
    defined.PEOPLE: _people,
    defined.OVER: _over,
    defined.BACK: _back,
}


def _words(field: str, text: str, most: int) -> Iterator[Fault]:
    if not text.strip():
        yield field, WordsMissing(field)
    yield from _short(field, text, most)


def _short(field: str, text: str, most: int) -> Iterator[Fault]:
    if len(text) > most:
        yield field, WordsTooLong(field, most=most)


def _one_of(field: str, value: str, offered: Container[str]) -> Iterator[Fault]:
    if value not in offered:
        yield field, ChoiceUnknown(field)


def _within(field: str, value: int, bounds: tuple[int, int]) -> Iterator[Fault]:
    least, most = bounds
    if not least <= value <= most:
        yield field, NumberOutOfRange(field, least=least, most=most)
