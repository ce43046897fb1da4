"""How likely an account's open deals are won, while the gate is open."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from lorgnette.kernel import clock
from lorgnette.prediction.definition import of_stored
from lorgnette.prediction.facts import levels
from lorgnette.prediction.fit import Fitted
from lorgnette.prediction.looks import Look, facts
from lorgnette.prediction.models import Switch, Training
from lorgnette.prediction.switch import THE_SWITCH
from lorgnette.prediction.terms import Explained, explained
from lorgnette.prediction.verdict import OPEN
from lorgnette.workspace.settings import current

# Nobody trained for so long: what was learned is not shown any more.
STALE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown, and the day it was learned."""

    at: datetime
    fitted: Fitted


def shown() -> Shown | None:
    """None while prediction is off, was never trained, or the last training's gate is shut."""
    if not Switch.objects.filter(pk=THE_SWITCH, is_on=True).exists():
        return None
    row = Training.objects.order_by("-pk").first()
    if row is None or row.verdict != OPEN or row.learned is None:
        return None
    return Shown(row.at, of_stored(row.learned)) if clock.now() - row.at <= STALE else None


def likelihood(account_id: int, learned: Shown) -> Explained:
    """From what happened until yesterday."""
    look = Look(account_id, clock.today(current().zone))
    return explained(learned.fitted, levels(next(facts([look]))))
