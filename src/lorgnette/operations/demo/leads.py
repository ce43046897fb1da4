"""People of no account yet, who filled in a form: matching finds where they belong, or asks."""

import random
from collections.abc import Iterator, Sequence

from lorgnette.operations.demo.firms import Firm
from lorgnette.operations.demo.plan import Plan
from lorgnette.operations.demo.writing import Taken, local_part

_FREE = ("gmail.com", "orange.fr", "web.de", "outlook.com")
# How they write: from their company, from a host below its domain, or from free mail.
_AT_WORK, _BELOW = 0.4, 0.15


def rows(plan: Plan, firms: Sequence[Firm], first: int) -> Iterator[Sequence[str]]:
    """`plan.leads` rows of `contacts.csv`; their numbers begin with `first`."""
    dice, taken = plan.chance("leads"), Taken()
    for number in range(first, first + plan.leads):
        firm = dice.choice(firms)
        first_name, last_name = firm.culture.person(dice)[:2]
        local = taken.unique(local_part(first_name, last_name))
        host, company = _host(firm, dice), firm.name if dice.random() < 0.8 else ""
        title = dice.choice(firm.culture.titles)
        yield (
            *(f"CON-{number + 1:07d}", last_name, first_name, "", f"{local}@{host}"),
            *(title, "", company, ""),
        )


def _host(firm: Firm, dice: random.Random) -> str:
    chance = dice.random()
    if chance < _AT_WORK:
        return firm.domain
    return f"mail.{firm.domain}" if chance < _AT_WORK + _BELOW else dice.choice(_FREE)
