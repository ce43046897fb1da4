"""Delivers what is due: some threads render and send, one keeps the book for all."""

import secrets
import threading
import time
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError, connection

from lorgnette.mail import clock_jumps, outages, retries
from lorgnette.mail.claims import any_due
from lorgnette.mail.courier import Courier
from lorgnette.mail.desk import Desk
from lorgnette.mail.retries import Pace
from lorgnette.mail.route import NoTransport, transport
from lorgnette.mail.transports import Transport
from lorgnette.mail.tries import LINK_OVER, UNAVAILABLE, UNRENDERABLE, UNSEALABLE, attempt
from lorgnette.workspace.settings import Settings, current

__all__ = ["LINK_OVER", "UNRENDERABLE", "UNSEALABLE", "deliver_due"]

# A database that is being started again is back by then.
PATIENCE = (0.2, 0.5, 1, 2, 4, 8, 8, 8)


@dataclass(frozen=True)
class _Round:
    """What the threads of one call share. `over`: no further mail is begun."""

    transport: Transport
    company: Settings
    desk: Desk
    stop: threading.Event
    over: threading.Event

    @property
    def goes_on(self) -> bool:
        return not (self.stop.is_set() or self.over.is_set())


def deliver_due(
    holder: str,
    limit: int = 5000,
    *,
    pace: Pace = retries.STANDARD,
    stop: threading.Event | None = None,
    via: Transport | None = None,
) -> Counter[str]:
    """Sends up to `limit` due messages; returns how many ended sent, deferred, bounced or failed.

    `holder` names this process among all that work on the outbox, in at most 40 characters. With
    `pace.threads` 0 the caller's own thread does the work. Setting `stop` ends it after the mails
    in hand.
    """
    company = current()
    if company.mail_held_at:
        return Counter()
    clock_jumps.put_right_in_time(pace)
    if not any_due():
        return Counter()
    # A name for this round alone: what an earlier one that broke off left is not mistaken for ours.
    name, via = f"{holder}/{secrets.token_hex(4)}", via or transport()
    desk = Desk(name, pace, limit, via.delivers)
    this = _Round(via, company, desk, stop or threading.Event(), threading.Event())
    (_with_threads if pace.threads else _alone)(this)
    if desk.trouble:
        lasting = not isinstance(via, NoTransport)
        deferred = outages.defer_due(desk.trouble, name, pace, gives_up=lasting)
        desk.tally["deferred"] += deferred
    return +desk.tally


def _alone(this: _Round) -> None:
    courier = Courier(this.transport, this.desk.pace.per_connection)
    try:
        while this.goes_on:
            _turn(this, more=True)
            if this.desk.is_idle:
                break
            while this.goes_on and not this.desk.ready.empty():
                _send_next(this, courier)
                if this.desk.is_due:
                    _turn(this, more=False)
    finally:
        courier.close()
    this.desk.finish()


def _with_threads(this: _Round) -> None:
    _turn(this, more=True)
    threads = this.desk.pace.threads
    with ThreadPoolExecutor(threads, thread_name_prefix="mail") as pool:
        senders = [pool.submit(_sender, this) for _n in range(threads)]
        try:
            _keep_book(this, senders)
        finally:
            this.over.set()
            this.desk.send_home(threads)
        while wait(senders, timeout=1).not_done:
            _turn(this, more=False)
    for sender in senders:
        sender.result()
    this.desk.finish()


def _keep_book(this: _Round, senders: list[Future[None]]) -> None:
    while this.goes_on and not this.desk.is_idle:
        this.desk.wait()
        if all(sender.done() for sender in senders):
            return
        _turn(this, more=this.goes_on)


def _sender(this: _Round) -> None:
    courier = Courier(this.transport, this.desk.pace.per_connection)
    try:
        while _send_next(this, courier):
            pass
    finally:
        courier.close()
        # Only a transport that keeps mail in the database has opened one.
        connection.close()


def _send_next(this: _Round, courier: Courier) -> bool:
    message = this.desk.ready.get()
    if message is None or not this.goes_on:
        return False
    ended = attempt(message, courier, this.company, this.desk.still_ours)
    if ended.how == UNAVAILABLE:
        this.over.set()
    this.desk.note(ended)
    return True


def _turn(this: _Round, *, more: bool) -> None:
    """A turn at the desk; where the database is gone for a while, what ended is kept for it."""
    for pause in PATIENCE:
        try:
            this.desk.turn(more=more)
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block:
                raise
            connection.close()
            time.sleep(pause)
        else:
            return
    this.desk.turn(more=more)
