"""`lorgnette serve`: brings the database up to date, serves the pages and runs the worker."""

import click

from lorgnette.cli import opening
from lorgnette.cli.processes import Child, end_all, tend
from lorgnette.cli.signals import stopped_by_signal
from lorgnette.config.settings import BASE_URL, DEMO, ENV


@click.command()
@click.option("--no-worker", is_flag=True, help="Serve the pages only; run `lorgnette worker` too.")
def serve(*, no_worker: bool) -> None:
    """Serve the pages and run the worker until Ctrl-C."""
    opening.check(ENV)
    opening.prepare(demo=DEMO)
    children = [Child("web server", ["-m", "lorgnette", "web"])]
    if not no_worker:
        children.append(Child("worker", ["-m", "lorgnette", "worker"]))
    stop = stopped_by_signal()
    try:
        tend(children, stop, until=opening.answers(ENV))
        if not stop.is_set():
            click.echo(opening.welcome(BASE_URL, demo=DEMO))
        tend(children, stop)
    finally:
        end_all(children)
