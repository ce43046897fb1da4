"""`lorgnette web`: serves the pages, and only them."""

import os
import tempfile
from pathlib import Path

import click
from django.db import connections
from granian.constants import Interfaces
from granian.log import LogLevels

from lorgnette.cli.listening import listen
from lorgnette.cli.parent import end_with_master
from lorgnette.cli.server import Server
from lorgnette.config.settings import DATABASES, ENV, LOGGING

TARGET = "lorgnette.cli.served:application"
# A request that takes longer is cut off when the server is to end.
LAST_WORDS_SECONDS = 8
# Long enough for a new process to start before the one it replaces ends.
RELAY_SECONDS = 4.0


@click.command()
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="How many processes answer.",
)
@click.option(
    "--drain",
    type=click.FloatRange(0, 60),
    default=0.0,
    show_default=True,
    help="Seconds to go on answering after /readyz says “stopping”: time for a load balancer.",
)
def web(*, workers: int, drain: float) -> None:
    """Serve the pages; the worker runs elsewhere (`lorgnette worker`).

    SIGTERM ends it after the requests in hand. SIGHUP replaces its processes one by one and turns
    nobody away. It takes the socket that systemd holds for it, where there is one.
    """
    end_with_master()
    on_sqlite = "sqlite" in DATABASES["default"]["ENGINE"]
    listening = listen(ENV.host, ENV.port)
    # The tables were looked at. What answers is forked from here, and a fork has none of the locks
    # on an SQLite file: whoever closed it last elsewhere would take its log away beneath it.
    connections.close_all()
    with tempfile.TemporaryDirectory(prefix="lorgnette-web-") as folder:
        # Before anything counts: the processes add up what they count in files there.
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        Server(
            TARGET,
            listening,
            Path(folder) / "stopping",
            drain,
            interface=Interfaces.WSGI,
            workers=workers,
            # SQLite has one writer: more threads would only wait for each other.
            blocking_threads=1 if on_sqlite else 4,
            respawn_failed_workers=True,
            respawn_interval=RELAY_SECONDS,
            workers_kill_timeout=LAST_WORDS_SECONDS,
            log_level=LogLevels.warning,
            log_dictconfig=_granians_logs(),
            process_name=None,
        ).serve()


def _granians_logs() -> dict[str, object]:
    """Its own words in the form of ours."""
    told = {"handlers": ["stderr"], "level": "WARNING", "propagate": False}
    return LOGGING | {"loggers": {"_granian": told, "granian.access": told}}
