"""All that the page of the ranked list asks, its search looked up once."""

from dataclasses import dataclass

from lorgnette.access.policy import Viewer
from lorgnette.insight.ranking import RankedAccount, ranked_among
from lorgnette.insight.reach import holding
from lorgnette.insight.standing import Counts, Headline, standing
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
    held = holding(viewer, text)
    stand = standing(viewer, held)
    page = ranked_among(viewer, held.accounts, only, order, cursor)
    return Listed(headline=stand.headline, counts=stand.counts, page=page)
