"""How likely the open deals of an account are won, for whoever may see the account."""

from dataclasses import dataclass
from datetime import datetime

from lorgnette.access.policy import Viewer
from lorgnette.insight.pipeline import open_deals
from lorgnette.insight.reach import seen_by
from lorgnette.prediction.likelihood import likelihood, shown
from lorgnette.prediction.terms import Explained


@dataclass(frozen=True, slots=True)
class Likelihood:
    """`told` are its terms; what they weigh was learned at `learned_at`; `deals` are open."""

    told: Explained
    learned_at: datetime
    deals: int


def likelihood_of(viewer: Viewer, ref: str) -> Likelihood | None:
    """None where no deal is open, or where nothing may be shown (`prediction.likelihood`)."""
    learned = shown()
    if learned is None:
        return None
    account = seen_by(viewer).filter(public_id=ref).only("pk").first()
    if account is None:
        return None
    deals = open_deals().filter(account=account).count()
    if not deals:
        return None
    return Likelihood(likelihood(account.pk, learned), learned.at, deals)
