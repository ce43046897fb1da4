"""What brackets may say: every refusal at once, each beside its field."""

from collections.abc import Iterator

from lorgnette.kernel.refusals import Refusal, RefusedByField
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.scoring.marks.rules import FIXED, MODES, SCALES, Rules, Scale

SHARE, POINTS = (1, 100), (1, 1_000_000)
PARTS = ("three", "two", "one")


class BracketOutOfRange(Refusal):
    code = "bracket_out_of_range"
    words = _("Enter a whole number from %(least)s to %(most)s.")


class SharesNotRising(Refusal):
    code = "bracket_shares_not_rising"
    words = _("A share must not be smaller than the one before it.")


class PointsNotFalling(Refusal):
    code = "bracket_points_not_falling"
    words = _("A threshold must be lower than the one before it.")


class BracketModeUnknown(Refusal):
    code = "bracket_mode_unknown"
    words = _("Choose one of those offered.")


class BracketsRefused(RefusedByField):
    code = "brackets_refused"
    words = _("Nothing was saved: see below what is missing.")


Fault = tuple[str, Refusal]


def check(rules: Rules) -> None:
    """Raises `BracketsRefused`."""
    faults = {
        field: fault for name in SCALES for field, fault in _faults(name, getattr(rules, name))
    }
    if faults:
        raise BracketsRefused(faults)


def _faults(name: str, scale: Scale) -> Iterator[Fault]:
    """The numbers that wait for the other mode must be in range too: they are kept."""
    if scale.mode not in MODES:
        yield f"{name}_mode", BracketModeUnknown(f"{name}_mode")
    strange = [
        *_within(f"{name}_points", scale.points, POINTS),
        *_within(f"{name}_share", scale.shares, SHARE),
    ]
    yield from strange or _in_order(name, scale)


def _within(stem: str, values: tuple[int, ...], bounds: tuple[int, int]) -> Iterator[Fault]:
    least, most = bounds
    for part, value in zip(PARTS, values, strict=True):
        if not least <= value <= most:
            field = f"{stem}_{part}"
            yield field, BracketOutOfRange(field, least=least, most=most)


def _in_order(name: str, scale: Scale) -> Iterator[Fault]:
    """Shares may be equal: then nobody has the lower mark."""
    if scale.mode == FIXED:
        for part, before, value in _pairs(scale.points):
            if value >= before:
                yield (field := f"{name}_points_{part}"), PointsNotFalling(field)
        return
    for part, before, value in _pairs(scale.shares):
        if value < before:
            yield (field := f"{name}_share_{part}"), SharesNotRising(field)


def _pairs(values: tuple[int, ...]) -> Iterator[tuple[str, int, int]]:
    return zip(PARTS[1:], values, values[1:], strict=False)
