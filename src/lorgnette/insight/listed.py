"""All that the page of the ranked list asks, its filter looked up once."""

from collections.abc import Sequence
from dataclasses import dataclass

from lorgnette.access.policy import Viewer
from lorgnette.insight.filters import COOLING, RISING, Choice, Filter
from lorgnette.insight.narrowing import (
    Terms,
    counted,
    first_ids,
    held_by,
    passing,
    reach_by,
    terms_of,
)
from lorgnette.insight.ranking import RankedAccount, ranked_among
from lorgnette.insight.reach import Held, Reach
from lorgnette.insight.standing import Counts, Headline, standing, tallied
from lorgnette.kernel.pagination import Page


@dataclass(frozen=True, slots=True)
class Lift:
    """Without `name` of the filter so many accounts pass it; None: too many to be counted."""

    name: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Listed:
    """The sentence over the list, what it is narrowed by, and a page of it.

    `counts` are those of the chips (None: too many to be counted), `found` is how many pass it
    all (None likewise). Where none does, `lifts` say which part of the filter to lift.
    """

    headline: Headline
    terms: Terms
    counts: Counts | None
    found: int | None
    page: Page[RankedAccount]
    lifts: Sequence[Lift] = ()


def listed(viewer: Viewer, choice: Choice, cursor: str = "") -> Listed:
    """A page of what the viewer chose."""
    reach = reach_by(viewer, choice.filter)
    terms = terms_of(reach, choice.filter)
    held, tally = held_by(reach, terms), tallied(reach)
    stand = standing(reach, held, tally)
    chosen = counted(held.accounts, terms.filter)
    page = ranked_among(reach, chosen, "", choice.order, cursor, tally=tally.of_score)
    return Listed(
        headline=stand.headline,
        terms=terms,
        counts=stand.counts,
        found=_found(held, stand.counts, terms.filter),
        page=page,
        lifts=() if page.rows else _lifts(reach, terms),
    )


def how_many(reach: Reach, terms: Terms) -> int | None:
    """How many within reach pass it all; None: too many to be counted."""
    ids = first_ids(counted(passing(reach.accounts(), terms), terms.filter))
    return None if ids is None else len(ids)


def _found(held: Held, counts: Counts | None, asked: Filter) -> int | None:
    if counts is None:
        # Counted from indexes; a text or deals would have to be looked for in each of them.
        costly = asked.text or asked.pipeline
        return None if costly else counted(held.accounts, asked).count()
    if asked.only and asked.pipeline:
        return counted(held.accounts, asked).count()
    if asked.pipeline:
        return counts.pipeline
    return {"": counts.total, RISING: counts.rising, COOLING: counts.cooling}[asked.only]


def _lifts(reach: Reach, terms: Terms) -> list[Lift]:
    """Of two parts or more, each that stands alone between the viewer and something to see."""
    names = terms.filter.set
    if len(names) < 2:
        return []
    found = [Lift(name, how_many(reach, terms.without(name))) for name in names]
    return [lift for lift in found if lift.number != 0]
