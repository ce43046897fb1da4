"""The users of the CRM: who sells, who leads, who does neither, and a handful of odd cases."""

from dataclasses import dataclass, replace
from typing import Any

from lorgnette.operations.demo.cultures import Culture, cultures, draw, table
from lorgnette.operations.demo.plan import Plan
from lorgnette.operations.demo.writing import Taken, local_part, slug

COLUMNS = (
    *("id", "first_name", "last_name", "email", "active", "title", "profile", "team"),
    *("region", "language", "manager_id"),
)
DOMAIN = "aubier.example"
MANAGER = "Sales Manager"
_SELLING = {
    "Account Executive": 54,
    "Inside Sales": 18,
    "Customer Success": 17,
    "Solution Engineer": 11,
}
_OTHERS = ("Marketing", "Finance", "Support", "Sales Operations", "Product", "Read Only")
_SPAN = 10  # people a manager leads


@dataclass(frozen=True, slots=True, kw_only=True)
class CrmPerson:
    """A row of `users.csv`; `active` False for somebody who left."""

    id: str
    first_name: str
    last_name: str
    email: str
    active: bool
    title: str
    profile: str
    team: str
    region: str
    language: str
    manager_id: str
    sells: bool

    def row(self) -> tuple[str, ...]:
        active = "true" if self.active else "false"
        values = {name: getattr(self, name) for name in COLUMNS} | {"active": active}
        return tuple(values[name] for name in COLUMNS)


def people(plan: Plan) -> list[CrmPerson]:
    """All users in the order of the file, the known cast first."""
    made = _Maker(plan)
    cast = table("cast")["users"][: plan.sales_users]
    for given in cast:
        made.known(given)
    for number in range(len(cast), plan.sales_users):
        made.seller(number)
    sellers = made.people
    if plan.users > plan.sales_users:
        made.administrator()
    for _ in range(len(made.people), plan.users):
        made.other()
    return sellers


class _Maker:
    def __init__(self, plan: Plan) -> None:
        self.people: list[CrmPerson] = []
        self._dice = plan.chance("users")
        self._taken = Taken()
        self._in_team: dict[str, int] = {}
        self._leader: dict[str, str] = {}

    def known(self, given: dict[str, Any]) -> None:
        culture = cultures()[given["list"]]
        one = self._one(culture, given["first"], given["last"], given["profile"])
        one = replace(one, title=given.get("title", one.title), sells=True)
        self._add(_ODD[given["odd"]](one, self.people) if "odd" in given else one)

    def seller(self, number: int) -> None:
        culture = draw(self._dice)
        first, last = culture.person(self._dice)
        leads = self._in_team.get(culture.team, 0) % _SPAN == 0
        profile = MANAGER if leads else self._dice.choices([*_SELLING], [*_SELLING.values()])[0]
        one = replace(self._one(culture, first, last, profile), sells=True)
        self._in_team[culture.team] = self._in_team.get(culture.team, 0) + 1
        odd = "" if leads else _odd_case(number)
        self._add(_ODD[odd](one, self.people) if odd else one)
        if leads:
            self._leader[culture.team] = one.id

    def administrator(self) -> None:
        self._add(self._one(cultures()["fr"], "Hélène", "Dubreuil", "Sales Operations"))

    def other(self) -> None:
        culture = draw(self._dice)
        self._add(self._one(culture, *culture.person(self._dice), self._dice.choice(_OTHERS)))

    def _one(self, culture: Culture, first: str, last: str, profile: str) -> CrmPerson:
        local = self._taken.unique(local_part(first, last))
        director = self.people[0].id if self.people else ""
        leader = director if profile == MANAGER else self._leader.get(culture.team, director)
        return CrmPerson(
            id=f"USR-{len(self.people) + 1:05d}",
            first_name=first,
            last_name=last,
            email=f"{local}@{DOMAIN}",
            active=True,
            title=f"{profile}, {culture.team}",
            profile=profile,
            team=culture.team,
            region=culture.region,
            language=culture.locale,
            manager_id=leader,
            sells=False,
        )

    def _add(self, one: CrmPerson) -> None:
        self.people.append(one)


def _odd_case(number: int) -> str:
    """Which of the odd cases a seller is, few and far between; most are none."""
    rare = {60: "twin", 77: "two addresses", 118: "look-alike", 163: "no domain"}
    if number in rare:
        return rare[number]
    if number % 41 == 30:
        return "no address"
    return "left" if number % 29 == 20 else ""


def _twin(one: CrmPerson, before: list[CrmPerson]) -> CrmPerson:
    """The same person entered twice, under another profile."""
    same = before[-1]
    return replace(same, id=one.id, profile="Inside Sales", title=f"Inside Sales, {same.team}")


def _two_addresses(one: CrmPerson, _before: list[CrmPerson]) -> CrmPerson:
    return replace(one, email=f"{one.email}; {slug(one.last_name)}@{DOMAIN}")


def _look_alike(one: CrmPerson, _before: list[CrmPerson]) -> CrmPerson:
    """A Cyrillic letter where everybody reads a Latin one."""
    local, at, domain = one.email.partition("@")
    return replace(one, email=f"{local.replace('a', 'а').replace('o', 'о')}{at}{domain}")  # noqa: RUF001


_ODD = {
    "left": lambda one, _before: replace(one, active=False),
    "no address": lambda one, _before: replace(one, email=""),
    "no domain": lambda one, _before: replace(one, email=one.email.partition("@")[0]),
    "twin": _twin,
    "two addresses": _two_addresses,
    "look-alike": _look_alike,
}
