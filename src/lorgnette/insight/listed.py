"""All that the page of the ranked list asks, its search looked up once."""

from dataclasses import dataclass

from lorgnette.access.policy import Viewer
from lorgnette.insight.ranking import RankedAccount, ranked_among
from lorgnette.insight.reach import holding, reach_of
from lorgnette.insight.standing import Counts, Headline, standing, tally_of
from lorgnette.kernel.pagination import Page


@dataclass(frozen=True, slots=True)
class Listed:
    """The sentence over the list, the counts of its filters (None: too many hold the text to be
    counted), and a page of it."""

    headline: Headline
    counts: Counts | None
    page: Page[RankedAccount]


def listed(viewer: Viewer, text: str, only: str, order: str, cursor: str) -> Listed:
    """`text`, `only` and `order` as for `ranking.ranked`."""
    reach = reach_of(viewer)
    held, tally = holding(reach, text), tally_of(reach.scores())
    stand = standing(reach, held, tally)
    page = ranked_among(reach, held.accounts, only, order, cursor, tally=tally.of_score)
    return Listed(headline=stand.headline, counts=stand.counts, page=page)
