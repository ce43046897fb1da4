"""What is known of a deal before a day, and the coarse levels that are learned from. Pure."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Of what people did: the kinds that count, by family. Opened mails and unknown events do not.
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "web": ("web.visit", "web.pricing", "web.document"),
    "mail": ("email.click",),
    "forms": ("form.submit", "form.demo"),
    "events": ("webinar.attend", "event.attend"),
    "talks": ("call.held", "meeting.held"),
}
FAMILY_OF = {kind: family for family, kinds in FAMILIES.items() for kind in kinds}

# Days before the day that is looked from: lately, the same time before, and all that is read.
LATELY, BEFORE, READ = 30, 60, 90
# More of one kind by one person on one day tells no more.
DAY_CAP = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Of an account, from the 90 days before a day; `idle` None: nothing happened in them.

    The counts by family are of the last 30 days, `earlier` of days 31 to 90, all capped by
    person, kind and day. `lately` and `then` count the last 30 days and the 30 before.
    """

    families: Mapping[str, int]
    earlier: int = 0
    people: int = 0
    seniors: int = 0
    lately: int = 0
    then: int = 0
    idle: int | None = None
    industry: str = ""
    country: str = ""


# The lowest count of each level; the level is called by it.
_FEW = (0, 1, 3, 10)
_MARKS: Mapping[str, Sequence[int]] = {
    "web": (0, 1, 5, 15),
    "mail": _FEW,
    "forms": (0, 1, 2),
    "events": (0, 1, 2),
    "talks": (0, 1, 3),
    "earlier": (0, 1, 10, 30),
    "people": (0, 1, 2, 3, 5),
    "seniors": (0, 1, 2),
    "idle": (0, 7, 30),
}
NEVER, NONE = "never", "none"
FALLS, STEADY, RISES = "falls", "steady", "rises"
CHARACTERISTICS = (
    *FAMILIES,
    "earlier",
    "people",
    "seniors",
    "rhythm",
    "idle",
    "industry",
    "country",
)
# Their levels are the CRM's own words: only the frequent ones are learned.
NAMED = ("industry", "country")

Levels = tuple[str, ...]


def levels(facts: Facts) -> Levels:
    """One of each of `CHARACTERISTICS`, in their order; "" tells nothing."""
    counts = {
        **{family: facts.families.get(family, 0) for family in FAMILIES},
        "earlier": facts.earlier,
        "people": facts.people,
        "seniors": facts.seniors,
    }
    banded = {name: _band(name, count) for name, count in counts.items()}
    told = banded | {
        "rhythm": _rhythm(facts.lately, facts.then),
        "idle": NEVER if facts.idle is None else _band("idle", facts.idle),
        "industry": facts.industry,
        "country": facts.country,
    }
    return tuple(told[name] for name in CHARACTERISTICS)


def spans(name: str) -> Sequence[int]:
    """The lowest count of each level of a characteristic that counts something."""
    return _MARKS.get(name, ())


def _band(name: str, count: int) -> str:
    marks = _MARKS[name]
    return str(marks[bisect_right(marks, count) - 1])


def _rhythm(lately: int, then: int) -> str:
    """Half as much again is more, a third less is less; a few more or less are nothing."""
    if not lately and not then:
        return NONE
    if 2 * lately >= 3 * then + 4:
        return RISES
    return FALLS if 3 * lately + 4 <= 2 * then else STEADY
