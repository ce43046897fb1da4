"""Reads a folder of labelled data: companies, people's e-mail domains, employments, name pairs."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lorgnette.matching.names import bare

FILES = ("companies.csv", "emails.csv", "employments.csv", "name_pairs.csv")
# Labels that are no employers; who has nothing but programs' accounts is not a person.
NOBODY, ROBOTS = "*", "*robots"
# The formats in which an employment's end is written.
_ENDS = ("%Y-%b-%d", "%Y-%m-%d")


class DataMissing(Exception):
    """The folder lacks a file, or a file one of its columns; `args` say which."""


@dataclass(frozen=True, slots=True)
class Job:
    """Employed by `company` from the end of the one before until `until`; None: still."""

    company: str
    since: datetime | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Labelled:
    """All of a folder. Companies are named in one way, whatever alias a file has."""

    domains: Mapping[str, frozenset[str]]
    names: Sequence[str]
    aliases: Sequence[tuple[str, str]]
    emails: Mapping[str, Sequence[str]]
    jobs: Mapping[str, Sequence[Job]]
    pairs: Sequence[tuple[str, str, bool]]


def read(folder: Path) -> Labelled:
    """Raises `DataMissing`."""
    companies = list(_rows(folder, "companies.csv", ("company", "domains", "aliases")))
    one_name = _one_name(companies)
    jobs = _jobs(folder, one_name)
    emails: dict[str, list[str]] = defaultdict(list)
    for row in _rows(folder, "emails.csv", ("person", "email_domain")):
        if row["person"] in jobs:
            emails[row["person"]].append(row["email_domain"].strip().casefold())
    pairs = _rows(folder, "name_pairs.csv", ("name1", "name2", "is_match"))
    return Labelled(
        domains={row["company"]: frozenset(_parts(row["domains"].casefold())) for row in companies},
        names=[row["company"] for row in companies],
        aliases=[(alias, row["company"]) for row in companies for alias in _parts(row["aliases"])],
        emails=emails,
        jobs=jobs,
        pairs=[(r["name1"], r["name2"], r["is_match"].strip().lower() == "true") for r in pairs],
    )


def _jobs(folder: Path, one_name: Mapping[str, str]) -> dict[str, list[Job]]:
    """In their order; people who are programs are left out."""
    ends: dict[str, list[tuple[datetime | None, str]]] = defaultdict(list)
    for row in _rows(folder, "employments.csv", ("person", "company", "until")):
        company = one_name.get(bare(row["company"]), row["company"])
        ends[row["person"]].append((_end(row["until"]), company))
    return {p: _dated(rows) for p, rows in ends.items() if all(c != ROBOTS for _e, c in rows)}


def _dated(rows: Sequence[tuple[datetime | None, str]]) -> list[Job]:
    last = datetime.max.replace(tzinfo=UTC)
    jobs: list[Job] = []
    for until, company in sorted(rows, key=lambda row: row[0] or last):
        jobs.append(Job(company, jobs[-1].until if jobs else None, until))
    return jobs


def _end(text: str) -> datetime | None:
    """The first instant after the day that is written."""
    for form in _ENDS if text.strip() else ():
        try:
            return datetime.strptime(text.strip(), form).replace(tzinfo=UTC) + timedelta(days=1)
        except ValueError:
            continue
    if text.strip():
        raise DataMissing("employments.csv", f"until {text!r}")
    return None


def _one_name(companies: Sequence[Mapping[str, str]]) -> dict[str, str]:
    named = {bare(row["company"]): row["company"] for row in companies}
    for row in companies:
        for alias in _parts(row["aliases"]):
            named.setdefault(bare(alias), row["company"])
    return named


def _rows(folder: Path, name: str, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    path = folder / name
    if not path.is_file():
        raise DataMissing(name)
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for column in columns:
            if column not in (reader.fieldnames or ()):
                raise DataMissing(name, column)
        yield from reader


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]
