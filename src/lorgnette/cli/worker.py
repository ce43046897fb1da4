"""`lorgnette worker`: sends mail and does what else happens by itself."""

import logging

import click

from lorgnette.cli.parent import end_with_master
from lorgnette.cli.signals import stopped_by_signal
from lorgnette.worker import loop, schedule


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
def worker(*, once: bool) -> None:
    """Send mail, seal the audit trail, synchronise the CRM.

    Any number may run on PostgreSQL; beside `lorgnette serve` none is needed.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    end_with_master()
    if once:
        loop.run_once(schedule.jobs())
    else:
        loop.run(schedule.jobs(), stopped_by_signal())
