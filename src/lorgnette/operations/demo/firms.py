"""The accounts: companies with a country, a trade, an owner and a story."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from lorgnette.operations.demo.cultures import Culture, cultures, draw, table
from lorgnette.operations.demo.plan import Plan
from lorgnette.operations.demo.sellers import CrmPerson
from lorgnette.operations.demo.stories import FREQUENCY
from lorgnette.operations.demo.writing import Taken, slug

COLUMNS = ("id", "name", "domain", "industry", "city", "country", "owner_id", "parent_id")
TEAM_COLUMNS = ("account_id", "user_id", "role")
_DAFYDD = 1
_DAFYDDS_TEAM_ACCOUNTS = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """A row of `accounts.csv`, with what its people, deals and activities are made from."""

    number: int
    name: str
    domain: str
    industry: str
    city: str
    country: str
    currency: str
    culture: Culture
    story: str
    owner_id: str = ""
    parent_id: str = ""
    team: tuple[tuple[str, str], ...] = ()
    known: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"ACC-{self.number + 1:06d}"

    def row(self) -> tuple[str, ...]:
        return tuple(getattr(self, name) for name in COLUMNS)

    def team_rows(self) -> Iterator[tuple[str, str, str]]:
        return ((self.id, user_id, role) for user_id, role in self.team)


def firms(plan: Plan, people: list[CrmPerson]) -> Iterator[Firm]:
    """All accounts in the order of the file, the known ones first; the same at each call."""
    dice, taken, staff = plan.chance("accounts"), Taken(), _Staff(people, plan.skew)
    cast = table("cast")["accounts"][: plan.accounts]
    for number, given in enumerate(cast):
        taken.unique(given["domain"].removesuffix(".example"))
        yield staff.serve_known(_known(number, given), dice)
    for number in range(len(cast), plan.accounts):
        yield staff.serve(_firm(number, dice, taken), dice)


def _known(number: int, given: dict[str, Any]) -> Firm:
    culture = cultures()[given["list"]]
    return Firm(
        number=number,
        name=given["name"],
        domain=given["domain"],
        industry=given["industry"],
        city=given["city"],
        country=given.get("country", culture.country),
        currency=given.get("currency", culture.currency),
        culture=culture,
        story=given["story"],
        known=given,
    )


def _firm(number: int, dice: random.Random, taken: Taken) -> Firm:
    culture = draw(dice, firms=True)
    city = dice.choice(culture.cities)
    name, form, industry = culture.firm(dice, city)
    parent = f"ACC-{dice.randrange(number) + 1:06d}" if number and dice.random() < 0.04 else ""
    dollars = dice.random() < 0.05
    return Firm(
        number=number,
        name=f"{name} {form}",
        domain=f"{taken.unique(slug(name))}.example",
        industry=industry,
        city=city,
        country=culture.country,
        currency="USD" if dollars else culture.currency,
        culture=culture,
        story=dice.choices([*FREQUENCY], [*FREQUENCY.values()])[0],
        parent_id=parent,
    )


class _Staff:
    """Who looks after an account: people of the country's team, active ones."""

    def __init__(self, people: list[CrmPerson], skew: float) -> None:
        self._all = people
        self._skew = skew
        self._dafydd = people[_DAFYDD].id if len(people) > _DAFYDD else ""
        self._people = [
            person
            for person in people
            if person.active and person.sells and person.id != self._dafydd
        ]
        self._shared = 0
        self._of: dict[tuple[str, str], list[CrmPerson]] = {}
        for person in self._people:
            self._of.setdefault((person.team, person.profile), []).append(person)

    def serve_known(self, firm: Firm, dice: random.Random) -> Firm:
        served = self.serve(firm, dice)
        return replace(served, owner_id=self._dafydd or served.owner_id)

    def serve(self, firm: Firm, dice: random.Random) -> Firm:
        owner = self._one(firm, "Account Executive", dice)
        team: dict[str, str] = {}
        for profile, role, share in _ROLES:
            one = self._one(firm, profile, dice) if dice.random() < share else None
            if one is not None and one is not owner:
                team.setdefault(one.id, role)
        if self._shares(firm, owner):
            self._shared += 1
            team.setdefault(self._dafydd, "Co-owner")
        return replace(firm, owner_id=owner.id if owner else "", team=tuple(team.items()))

    def _one(self, firm: Firm, profile: str, dice: random.Random) -> CrmPerson | None:
        """Of the firm's own team, else of any."""
        near = self._of.get((firm.culture.team, profile)) or self._people or self._all
        if self._skew > 1 and near:
            return near[int(len(near) * dice.random() ** self._skew)]
        return dice.choice(near) if near else None

    def _shares(self, firm: Firm, owner: CrmPerson | None) -> bool:
        near = firm.culture.region == "UK & Ireland" and not firm.known
        wanted = self._dafydd and self._shared < _DAFYDDS_TEAM_ACCOUNTS
        return bool(near and wanted and owner is not None and owner.id != self._dafydd)


_ROLES = (
    ("Customer Success", "Customer success", 0.45),
    ("Solution Engineer", "Solution engineer", 0.25),
    ("Inside Sales", "Inside sales", 0.30),
    ("Sales Manager", "Sponsor", 0.15),
)
