"""Makes the tables of an empty database, so that any command may be the first."""

import click
from django.core.management import call_command
from django.db import OperationalError, connection


def make() -> None:
    """Creates or migrates the tables. Raises `click.ClickException` without a database."""
    _reach()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def make_first() -> None:
    """Only where there are none: tables of an earlier version wait for `lorgnette serve`."""
    _reach()
    if not connection.introspection.table_names():
        make()


def _reach() -> None:
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise click.ClickException(f"The database cannot be opened: {error}") from None
