"""A list of people to invite by e-mail: the rows that can be used, and why the others cannot."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Listed:
    """A row that names one address. `line` counts from 1 in the list as it was given.

    `language` is as written there ("" where it says none).
    """

    line: int
    first_name: str
    last_name: str
    address: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that invites nobody: `shown` is what stands there, `words` (filled from `values`) why.

    `words` is an English sentence of the catalogue.
    """

    line: int
    shown: str
    words: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list held. `name` is that of its file, "" for one that was pasted."""

    name: str
    rows: tuple[Listed, ...]
    problems: tuple[RowProblem, ...]


def as_json(listing: Listing) -> dict[str, Any]:
    """As a draft keeps it: each row as its bare values."""
    return {
        "name": listing.name,
        "rows": [astuple(row) for row in listing.rows],
        "problems": [astuple(problem) for problem in listing.problems],
    }


def from_json(kept: Mapping[str, Any]) -> Listing:
    """What `as_json` wrote."""
    return Listing(
        name=kept["name"],
        rows=tuple(Listed(*row) for row in kept["rows"]),
        problems=tuple(RowProblem(*problem) for problem in kept["problems"]),
    )
