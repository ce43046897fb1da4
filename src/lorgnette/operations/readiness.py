"""Whether pages can be served: the database is there and has the tables of this version."""

from functools import cache

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

UNREACHABLE, PENDING = "database_unreachable", "migrations_pending"


def hindrance() -> str:
    """The code of what is in the way, or nothing."""
    try:
        return PENDING if pending() else ""
    except Error:
        return UNREACHABLE


def pending() -> list[tuple[str, str]]:
    """Changes of the tables that this version has and the database has not."""
    return sorted(known() - set(applied()))


def unknown() -> list[tuple[str, str]]:
    """Changes of the tables that a later version made."""
    ours = {app for app, _name in known()}
    return sorted(key for key in set(applied()) - known() if key[0] in ours)


def applied() -> list[tuple[str, str]]:
    """What the database has. Raises `django.db.Error` where it cannot be asked."""
    return sorted(MigrationRecorder(connection).applied_migrations())


@cache
def known() -> frozenset[tuple[str, str]]:
    """What this version has; it reads every migration once."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
