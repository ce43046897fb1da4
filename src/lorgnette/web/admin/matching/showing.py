"""What a preview found, and where people are by which rule, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy, ngettext

from lorgnette.matching.potential import Standing
from lorgnette.matching.preview import ASKED, GAINED, LOST, MOVED, Preview
from lorgnette.web.matching import words
from lorgnette.web.moments import number
from lorgnette.web.reader import language

_KINDS = {
    GAINED: gettext_lazy("Would find an account"),
    MOVED: gettext_lazy("Would move to another account"),
    LOST: gettext_lazy("Would leave their account"),
    ASKED: gettext_lazy("Would be asked about"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of people with its name."""

    words: str
    count: int
    is_attached: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody who would be elsewhere."""

    name: str
    address: str
    old: str
    new: str
    rule: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A way in which people would be elsewhere, with some of them."""

    words: str
    count: int
    examples: Sequence[Moved]


@dataclass(frozen=True, slots=True)
class Moves:
    """What a preview found; `looked` says of how many people."""

    looked: str
    changes: int
    kinds: Sequence[Kind]


def moves(seen: Preview) -> Moves:
    """In words; what happens to nobody is left out."""
    return Moves(looked=_looked(seen), changes=seen.changes + seen.asked, kinds=_kinds(seen))


def figures(now: Standing) -> list[Figure]:
    """By which rule people are at an account, who waits, and why others are at none."""
    attached = sorted(now.attached.items(), key=lambda pair: -pair[1])
    none = sorted(now.nothing.items(), key=lambda pair: -pair[1])
    return [
        *(Figure(words.rule(code), count, is_attached=True) for code, count in attached),
        Figure(gettext("Wait for an answer"), now.review),
        *(Figure(words.nothing(code), count) for code, count in none),
    ]


def _kinds(seen: Preview) -> list[Kind]:
    counts = {GAINED: seen.gained, MOVED: seen.moved, LOST: seen.lost, ASKED: seen.asked}
    return [
        Kind(
            str(_KINDS[kind]),
            count,
            [
                Moved(one.name, one.address, one.old, one.new, words.rule(one.new_rule))
                for one in seen.examples.get(kind, ())
            ],
        )
        for kind, count in counts.items()
        if count
    ]


def _looked(seen: Preview) -> str:
    values = {"looked": number(seen.looked, language()), "total": number(seen.total, language())}
    if seen.is_whole:
        sentence = ngettext(
            "%(total)s person was looked at.",
            "All %(total)s people were looked at.",
            seen.total,
        )
        return sentence % values
    return (
        gettext(
            "%(looked)s of %(total)s people were looked at, at random; the others are like them."
        )
        % values
    )
