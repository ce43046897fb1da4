"""Writes a company's CRM as a folder of CSV files, the same bytes for the same plan."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from lorgnette.operations.demo import contacts, deals, deeds, firms, leads, sellers
from lorgnette.operations.demo.firms import Firm
from lorgnette.operations.demo.plan import Plan
from lorgnette.operations.demo.sellers import CrmPerson
from lorgnette.operations.demo.writing import write


def generate(plan: Plan, folder: Path) -> None:
    """Streams: memory grows with the number of accounts, not with that of activities."""
    folder.mkdir(parents=True, exist_ok=True)
    people = sellers.people(plan)
    companies = list(firms.firms(plan, people))
    counts = contacts.how_many(plan, companies)
    _write_staff(folder, people, companies)
    people_rows = chain(
        contacts.rows(plan, companies, counts), leads.rows(plan, companies, sum(counts))
    )
    write(folder / "contacts.csv", contacts.COLUMNS, people_rows)
    write(folder / "opportunities.csv", deals.COLUMNS, deals.rows(plan, companies))
    write(folder / "activities.csv", deeds.COLUMNS, deeds.rows(plan, companies, counts))


def generate_beginning(plan: Plan, folder: Path, *, all_active: bool) -> None:
    """The same company as it began: its users and accounts, and nothing that happened since.

    `all_active`: those who left later are still there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    people = sellers.people(plan)
    companies = list(firms.firms(plan, people))
    if all_active:
        people = [replace(person, active=True) for person in people]
    _write_staff(folder, people, companies)
    write(folder / "contacts.csv", contacts.COLUMNS, ())
    write(folder / "opportunities.csv", deals.COLUMNS, ())
    write(folder / "activities.csv", deeds.COLUMNS, ())


def _write_staff(folder: Path, people: Sequence[CrmPerson], companies: Sequence[Firm]) -> None:
    teams = (row for company in companies for row in company.team_rows())
    write(folder / "users.csv", sellers.COLUMNS, (person.row() for person in people))
    write(folder / "accounts.csv", firms.COLUMNS, (company.row() for company in companies))
    write(folder / "account_team.csv", firms.TEAM_COLUMNS, teams)
