"""The name lists of the demo: how people and firms are called, and what is said, by country."""

import random
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_NAMES = (
    *("fr", "en", "de", "es", "it", "pl", "nb", "sv", "da", "fi", "nl"),
    *("hu", "tr", "pt", "ja", "ga", "cy", "vi"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """What activities and deals are about, in the language of the account."""

    pages: tuple[str, ...] = ()
    prices: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    forms_sent: tuple[str, ...] = ()
    demos: tuple[str, ...] = ()
    webinars: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    deals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Culture:
    """One list. `latin|native` is written in both scripts; `trades` are `word:industry`."""

    name: str
    locale: str
    country: str
    currency: str
    team: str
    region: str
    weight: int
    given: tuple[str, ...]
    family: tuple[str, ...]
    titles: tuple[str, ...]
    cities: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    firms: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()
    subjects: Subjects
    people_only: bool = False

    def person(self, dice: random.Random) -> tuple[str, str]:
        """A first and a last name, as this country's CRM would hold them."""
        first, last = dice.choice(self.given), dice.choice(self.family)
        if self.name == "vi":
            *middle, last_of_given = first.split()
            return " ".join([last, *middle]), last_of_given
        given, _bar, given_native = first.partition("|")
        family, _bar, family_native = last.partition("|")
        return given, f"{family} ({family_native} {given_native})" if family_native else family

    def firm(self, dice: random.Random, city: str) -> tuple[str, str, str]:
        """The name of a company in `city`, its legal form and its industry."""
        trade, industry = dice.choice(self.trades).split(":")
        words = {
            "trade": trade,
            "family": dice.choice(self.family),
            "family2": dice.choice(self.family),
            "root": dice.choice(self.roots),
            "city": city,
        }
        pattern, form = dice.choice(self.firms), dice.choice(self.forms)
        name = pattern.format(**{key: word.partition("|")[0] for key, word in words.items()})
        if "|" in trade:
            native = pattern.format(**{key: word.partition("|")[2] for key, word in words.items()})
            name = f"{native.replace(' ', '')} {name}"
        return _elided(name) if self.locale == "fr_FR" else name, form, industry


@cache
def cultures() -> dict[str, Culture]:
    """All lists by name, in a fixed order."""
    raw = {name: table(name) for name in _NAMES}
    return {name: _culture(name, values, raw) for name, values in raw.items()}


def table(name: str) -> dict[str, Any]:
    """A file of `lists`, parsed."""
    return tomllib.loads((files(__package__) / "lists" / f"{name}.toml").read_text("utf-8"))


def draw(dice: random.Random, *, firms: bool = False) -> Culture:
    """One of the lists, the frequent ones more often; `firms`: one that names companies."""
    choice = [c for c in cultures().values() if not (firms and c.people_only)]
    return dice.choices(choice, [culture.weight for culture in choice])[0]


def _elided(name: str) -> str:
    """“Laiteries d’Annecy”, not “de Annecy”."""
    return re.sub(r"\bde (?=[AEÉIOUY])", "d’", name)


def _culture(name: str, values: dict[str, Any], raw: dict[str, dict[str, Any]]) -> Culture:
    spoken = raw[values.get("subjects", name)]
    subjects = Subjects(**{kind: tuple(spoken[kind]) for kind in Subjects.__dataclass_fields__})
    own: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in values.items()
        if key in Culture.__dataclass_fields__ and key != "subjects"
    }
    return Culture(name=name, subjects=subjects, **own)
