"""`lorgnette web`: serves the pages, and only them."""

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from lorgnette.cli.parent import end_with_master
from lorgnette.config.settings import DATABASES, ENV

TARGET = "lorgnette.cli.served:application"


@click.command()
def web() -> None:
    """Serve the pages; the worker runs elsewhere (`lorgnette worker`)."""
    end_with_master()
    on_sqlite = "sqlite" in DATABASES["default"]["ENGINE"]
    Granian(
        TARGET,
        address=ENV.host,
        port=ENV.port,
        interface=Interfaces.WSGI,
        workers=2,
        # SQLite has one writer: more threads would only wait for each other.
        blocking_threads=1 if on_sqlite else 4,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
        process_name=None,
    ).serve()
