"""The opportunities: they open, are won and are lost where the account's story has it."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lorgnette.operations.demo.decided import Decided, decided
from lorgnette.operations.demo.firms import Firm
from lorgnette.operations.demo.plan import Plan
from lorgnette.operations.demo.stories import tell

COLUMNS = (
    *("id", "account_id", "name", "status", "stage", "amount", "currency"),
    *("created_on", "closes_on", "closed_on"),
)
# What a story makes likely: open, won, lost.
_LIKELY = {
    "rising": (0.95, 0.35, 0.05),
    "steady": (0.45, 0.35, 0.10),
    "cooling": (0.20, 0.15, 0.55),
    "dormant": (0.05, 0.10, 0.30),
    "spike": (0.35, 0.10, 0.10),
    "event": (0.40, 0.10, 0.05),
    "new": (0.60, 0.00, 0.05),
}
_STAGES = ("Qualification", "Discovery", "Proposal", "Negotiation")
_WORTH = {
    **{"EUR": 1.0, "GBP": 0.85, "USD": 1.1, "CHF": 0.95, "PLN": 4.3, "NOK": 11.5, "SEK": 11.0},
    **{"DKK": 7.5, "HUF": 400.0, "TRY": 40.0, "JPY": 160.0},
}
_WITHOUT_DECIMALS = frozenset({"JPY"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Deal:
    name: str
    status: str
    stage: str
    amount: int
    created_on: date
    closes_on: date
    closed_on: date | None


def rows(plan: Plan, firms: Sequence[Firm]) -> Iterator[Sequence[object]]:
    """All opportunities, account by account."""
    number = 0
    for firm in firms:
        for deal in _deals(plan, firm):
            number += 1
            yield f"OPP-{number:06d}", firm.id, *_cells(deal, firm.currency)


def _cells(deal: _Deal, currency: str) -> Sequence[object]:
    amount = str(deal.amount) if currency in _WITHOUT_DECIMALS else f"{deal.amount}.00"
    dates = deal.created_on, deal.closes_on, deal.closed_on or ""
    return deal.name, deal.status, deal.stage, amount, currency, *dates


def _deals(plan: Plan, firm: Firm) -> list[_Deal]:
    dice, today = plan.chance("deals", firm.number), plan.until.date()
    if firm.known:
        return [_known(today, dice, *given) for given in firm.known["deals"]]
    likely = _LIKELY[firm.story]
    told = tell(firm.story, plan.days, plan.chance("story", firm.number))
    hot = told.keen
    turned = today - timedelta(days=plan.days - hot.stop) if hot.stop < plan.days and hot else None
    made = []
    for status, share in zip(("open", "won", "lost"), likely, strict=True):
        if dice.random() < share:
            made.append(_deal(status, firm, today, turned, dice))
    others = plan.chance("decided deals", firm.number)
    return made + [_ended(one, firm, others) for one in decided(plan, told.weights, others)]


def _known(
    today: date, dice: random.Random, name: str, stage: str, amount: int, days: int
) -> _Deal:
    won = stage == "Won"
    day = today + timedelta(days=days)
    return _Deal(
        name=name,
        status="won" if won else "open",
        stage="Closed won" if won else stage,
        amount=amount,
        created_on=min(day, today) - timedelta(days=dice.randint(30, 120)),
        closes_on=day,
        closed_on=day if won else None,
    )


def _deal(status: str, firm: Firm, today: date, turned: date | None, dice: random.Random) -> _Deal:
    """A deal of the past closed when the account's interest turned, or some time ago."""
    some_time_ago = today - timedelta(days=dice.randint(8, 170))
    closed = None if status == "open" else min(turned or some_time_ago, today)
    closes = closed or today + timedelta(days=dice.randint(4, 150))
    stage = dice.choice(_STAGES) if status == "open" else f"Closed {status}"
    return _Deal(
        name=dice.choice(firm.culture.subjects.deals),
        status=status,
        stage=stage,
        amount=_amount(firm.currency, dice),
        created_on=min(closes, today) - timedelta(days=dice.randint(20, 140)),
        closes_on=closes,
        closed_on=closed,
    )


def _ended(one: Decided, firm: Firm, dice: random.Random) -> _Deal:
    status = "won" if one.won else "lost"
    return _Deal(
        name=dice.choice(firm.culture.subjects.deals),
        status=status,
        stage=f"Closed {status}",
        amount=_amount(firm.currency, dice),
        created_on=one.created_on,
        closes_on=one.closed_on,
        closed_on=one.closed_on,
    )


def _amount(currency: str, dice: random.Random) -> int:
    """A round sum: most are of some ten thousand euros, a few of several hundred thousand."""
    worth = min(dice.lognormvariate(10.6, 0.8), 1_500_000) * _WORTH[currency]
    step = 500 if worth < 100_000 else 5_000
    return max(step, round(worth / step) * step)
