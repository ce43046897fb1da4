"""Leaves out whom the CRM still gives though they were erased."""

from collections.abc import Sequence

from lorgnette.accounts import erased
from lorgnette.crm.contract import ActivityRow, ContactRow


def without_erased(source_id: int, rows: Sequence[ContactRow]) -> Sequence[ContactRow]:
    """The people whom nobody erased, by the CRM's own id or by their address."""
    if not erased.any_are():
        return rows
    names = {
        row.id: {erased.external(source_id, row.id), erased.address(row.address_key)}
        for row in rows
    }
    gone = erased.among({name for of_one in names.values() for name in of_one})
    return [row for row in rows if not names[row.id] & gone]


def deeds_of_others(source_id: int, rows: Sequence[ActivityRow]) -> Sequence[ActivityRow]:
    """The activities of people whom nobody erased."""
    if not erased.any_are():
        return rows
    names = {row.contact_id: erased.external(source_id, row.contact_id) for row in rows}
    gone = erased.among(set(names.values()))
    return [row for row in rows if names[row.contact_id] not in gone]
