"""Turns a record of a file into the row of the contract, and says what is wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_precision

from lorgnette.crm.connectors.csv_folder import cells
from lorgnette.crm.connectors.csv_folder.columns import FILES, Column, File
from lorgnette.crm.connectors.csv_folder.records import Record, key_of
from lorgnette.crm.contract import (
    AccountRow,
    ActivityRow,
    ContactRow,
    OpportunityRow,
    Problem,
    Row,
    TeamRow,
    UserRow,
)
from lorgnette.kernel.addresses import Address

ROWS: dict[str, type[Row]] = {
    "users": UserRow,
    "accounts": AccountRow,
    "contacts": ContactRow,
    "opportunities": OpportunityRow,
    "account_team": TeamRow,
    "activities": ActivityRow,
}
# The fields of a row that come of a column of another name.
FIELDS = {"email": ("address", "address_key"), "amount": ("amount_minor",)}
# What a column of a database holds, with room.
_MOST_MINOR = 10**17


@dataclass
class _Findings:
    """What is wrong with a record: column, code, values. `column` is the one being read."""

    notes: list[tuple[str, str, Mapping[str, object]]] = field(default_factory=list)
    refused: bool = False
    column: str = ""

    def note(self, code: str, **values: object) -> None:
        self.notes.append((self.column, code, values))

    def add(self, column: str, code: str, values: Mapping[str, object]) -> None:
        self.notes.append((column, code, values))


def row_of(kind: str, record: Record) -> Iterator[Row | Problem]:
    """The row, unless a required cell is bad; before it a problem for each bad cell."""
    file, findings = FILES[kind], _Findings()
    values = {}
    for column in file.columns:
        raw = record.cells.get(column.name, "")
        if raw or column.required:
            value = _value(column, raw, findings)
            if value is not None:
                values[column.name] = value
    if "amount" in values:
        _count_in_minor_units(values, findings)
    if findings.notes:
        yield from _problems(file, record, findings)
    if not findings.refused:
        yield ROWS[kind](**_fields(values, record), line=record.line)


def _value(column: Column, raw: str, findings: _Findings) -> object:
    """None where there is none, which a required one has to have."""
    if not raw:
        findings.refused = True
        findings.add(column.name, "value_missing", {})
        return None

    findings.column = column.name
    try:
        return cells.read(column, raw, findings.note)
    except cells.Bad as bad:
        findings.refused = findings.refused or column.required
        findings.add(column.name, bad.code, bad.values)
        return None


def _count_in_minor_units(values: dict[str, Any], findings: _Findings) -> None:
    """The amount as a whole number of the currency's smallest unit, else no amount."""
    amount: Decimal = values.pop("amount")
    currency = values.get("currency")
    if currency is None:
        findings.add("amount", "amount_without_currency", {})
        return
    minor = amount.scaleb(get_currency_precision(currency))
    shown = {"value": str(amount), "currency": currency}
    if abs(minor) > _MOST_MINOR:
        findings.add("amount", "amount_too_large", shown)
    elif minor != int(minor):
        findings.add("amount", "amount_too_precise", shown)
    else:
        values["amount_minor"] = int(minor)


def _fields(values: dict[str, Any], record: Record) -> dict[str, Any]:
    """An address that is none is kept as it stands, without a key: it can be shown and mended."""
    address = values.pop("email", None)
    raw = record.cells.get("email", "")
    if isinstance(address, Address):
        values |= {"address": address.address, "address_key": address.key}
    elif raw and raw.isprintable():
        values["address"] = raw[: cells.MAX_ADDRESS]
    return values


def _problems(file: File, record: Record, findings: _Findings) -> Iterator[Problem]:
    # A row over several lines that is bad may have swallowed its neighbours: a stray quote.
    swallowed = findings.refused and record.last_line > record.line
    row_id = key_of(file, record.cells)
    for column, code, values in findings.notes:
        yield Problem(
            file=file.name,
            code=code,
            line=record.line,
            column=column,
            values=values,
            row_id=row_id,
            taken=not findings.refused,
            incomplete=findings.refused and (swallowed or not row_id),
        )
