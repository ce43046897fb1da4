"""`lorgnette worker`: sends mail and does what else happens by itself."""

import logging
import os
import sys

import click

from lorgnette.cli import heartbeat
from lorgnette.cli.parent import end_with_master
from lorgnette.cli.signals import stopped_by_signal
from lorgnette.worker import loop, schedule

log = logging.getLogger(__name__)


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
def worker(*, once: bool) -> None:
    """Send mail, seal the audit trail, synchronise the CRM.

    Any number may run on PostgreSQL; beside `lorgnette serve` none is needed. SIGTERM ends it
    after the mails in hand, within ten seconds.
    """
    end_with_master()
    if once:
        loop.run_once(schedule.jobs())
        return
    stop = stopped_by_signal()
    beating = heartbeat.start("worker", stop)
    log.info("The worker is at work.")
    unfinished = loop.run(schedule.jobs(), stop)
    beating.join(1.0)
    if unfinished:
        log.warning("Ended in the middle of: %s.", ", ".join(unfinished))
        sys.stderr.flush()
        # What was in hand is claimed by a lease and taken up again; waiting for it has an end.
        os._exit(0)
    log.info("The worker has put down its work.")
