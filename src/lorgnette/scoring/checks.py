"""What a model may say: every refusal at once, each beside its field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lorgnette.kernel.refusals import Refusal, RefusedByField
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.scoring.model import MODES, Model

LONGEST_NAME, LONGEST_WORD = 100, 60
MOST_ROLES = 10
WEIGHT, HALF_LIFE, DAY, PERSON, SCALE = (0, 100), (1, 3650), (1, 1000), (1, 100_000), (1, 100_000)
# In hundredths.
MULTIPLIER = (0, 500)


class ScoreNameMissing(Refusal):
    code = "score_name_missing"
    words = _("Write something here.")


class ScoreNameTooLong(Refusal):
    code = "score_name_too_long"
    words = _("At most %(most)s characters.")


class ScoreNumberOutOfRange(Refusal):
    code = "score_number_out_of_range"
    words = _("Enter a whole number from %(least)s to %(most)s.")


class MultiplierOutOfRange(Refusal):
    code = "score_multiplier_out_of_range"
    words = _("Enter a number from 0 to 5, with two decimals at most.")


class TitleWordMissing(Refusal):
    code = "score_title_word_missing"
    words = _("Say which word of the title.")


class NothingWeighs(Refusal):
    code = "score_nothing_weighs"
    words = _("At least one activity must weigh something, else every score is 0.")


class ModeUnknown(Refusal):
    code = "score_mode_unknown"
    words = _("Choose one of those offered.")


class ModelRefused(RefusedByField):
    code = "score_model_refused"
    words = _("Nothing was published: see below what is missing.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A model as somebody wrote it, before it is published."""

    name_en: str
    name_fr: str
    model: Model


def check(draft: Draft) -> None:
    """Raises `ModelRefused`."""
    faults = dict(_faults(draft))
    if faults:
        raise ModelRefused(faults)


def check_names(name_en: str, name_fr: str) -> None:
    """The names alone. Raises `ModelRefused`."""
    faults = dict(_of_names({"name_en": name_en, "name_fr": name_fr}))
    if faults:
        raise ModelRefused(faults)


def check_model(model: Model) -> None:
    """The numbers alone. Raises `ModelRefused`."""
    faults = dict(_of_model(model))
    if faults:
        raise ModelRefused(faults)


Fault = tuple[str, Refusal]


def _faults(draft: Draft) -> Iterator[Fault]:
    yield from _of_names({"name_en": draft.name_en, "name_fr": draft.name_fr})
    yield from _of_model(draft.model)


def _of_names(names: Mapping[str, str]) -> Iterator[Fault]:
    for field, name in names.items():
        if not name.strip():
            yield field, ScoreNameMissing(field)
        yield from _short(field, name, LONGEST_NAME)


def _of_model(model: Model) -> Iterator[Fault]:
    if model.mode not in MODES:
        yield "mode", ModeUnknown("mode")
    if not any(model.weights.values()):
        yield "weights", NothingWeighs("weights")
    for kind, weight in model.weights.items():
        yield from _within(f"weight_{kind}", weight, WEIGHT)
    yield from _within("half_life", model.half_life, HALF_LIFE)
    yield from _within("day_cap", model.day_cap, DAY)
    yield from _within("person_cap", model.person_cap, PERSON)
    yield from _within("scale", model.scale, SCALE)
    for place, role in enumerate(model.roles):
        if not role.word:
            yield f"role_{place}_word", TitleWordMissing(f"role_{place}_word")
        yield from _short(f"role_{place}_word", role.word, LONGEST_WORD)
        if not MULTIPLIER[0] <= role.hundredths <= MULTIPLIER[1]:
            yield f"role_{place}_times", MultiplierOutOfRange(f"role_{place}_times")


def _short(field: str, text: str, most: int) -> Iterator[Fault]:
    if len(text) > most:
        yield field, ScoreNameTooLong(field, most=most)


def _within(field: str, value: int, bounds: tuple[int, int]) -> Iterator[Fault]:
    least, most = bounds
    if not least <= value <= most:
        yield field, ScoreNumberOutOfRange(field, least=least, most=most)
