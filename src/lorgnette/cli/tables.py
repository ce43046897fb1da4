"""Makes the tables of an empty database, so that any command may be the first."""

import click
from django.db import Error, OperationalError, connection

from lorgnette.operations.tables import bring_up


def make() -> None:
    """Creates or migrates the tables. Raises `click.ClickException` where that fails."""
    reach()
    try:
        bring_up()
    except Error as error:
        raise click.ClickException(f"The tables cannot be changed: {error}") from None


def make_first() -> None:
    """Only where there are none: tables of an earlier version wait for `lorgnette migrate`."""
    reach()
    if not connection.introspection.table_names():
        make()


def reach() -> None:
    """Raises `click.ClickException` without a database."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise click.ClickException(f"The database cannot be opened: {error}") from None
