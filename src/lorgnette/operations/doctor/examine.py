"""Every check, in one list; what breaks in one is found and told like the rest."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from django.db import Error

from lorgnette.kernel.redaction import redacted
from lorgnette.operations import readiness
from lorgnette.operations.doctor import copies, database, environment, machine, mail, work
from lorgnette.operations.doctor.finding import FAILED, Check, Finding

# Without the tables of this version they cannot be asked.
_OF_THE_TABLES: tuple[Check, ...] = (
    mail.sender,
    work.processes,
    work.jobs,
    work.outbox,
    work.audit,
    work.crm,
)
_ALWAYS: tuple[Check, ...] = (
    machine.programs,
    environment.secret_key,
    environment.base_url,
    environment.proxies,
    machine.home,
    machine.built,
    database.clocks,
    database.database,
    mail.server,
)


def examine(backups: Path | None = None) -> Iterator[Finding]:
    """One finding after the other; `backups` is the folder that copies are kept in."""
    checks: list[Check] = [*_ALWAYS]
    if not readiness.hindrance():
        checks += _OF_THE_TABLES
    if backups is not None:
        checks.append(partial(copies.copies, backups))
    for check in checks:
        try:
            yield from check()
        except (Error, OSError) as error:
            name = getattr(check, "__name__", "copies").replace("_", " ")
            yield Finding(name, FAILED, f"Cannot be checked: {redacted(str(error)).strip()}")
