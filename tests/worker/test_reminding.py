"""The worker reminds people first, then tells who invited them, and passes on asks for links."""

import threading
from datetime import UTC, date, datetime

import pytest

from lorgnette.access.models import Grant
from lorgnette.invitations import link_asks
from lorgnette.invitations.models import LinkAsk
from lorgnette.kernel import clock
from lorgnette.kernel.tokens import new_token
from lorgnette.mail.models import Message
from lorgnette.worker.schedule import Shift, jobs
from tests.cast import people
from tests.cast.people import AT

MORNING = datetime(2026, 12, 24, 7, 30, tzinfo=UTC)


def job(name: str):
    return next(job for job in jobs() if job.name == name)


@pytest.fixture
def ending(db):
    people.aubier()
    helene = people.helene()
    with clock.pretend(AT):
        people.granted(people.dafydd().member, last_day=date(2026, 12, 31))
    Grant.objects.update(inviter=helene.member)


def work(name: str, *, stopping: bool = False) -> None:
    stop = threading.Event()
    if stopping:
        stop.set()
    with clock.pretend(MORNING):
        job(name).run(Shift(holder="worker", stop=stop))


def test_people_are_told_before_who_invited_them(ending):
    work("remind of ends")
    work("remind of ends")
    kinds = list(Message.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["access_reminder", "inviter_digest"]


def test_a_worker_that_stops_begins_nothing(ending):
    work("remind of ends", stopping=True)
    assert not Message.objects.exists()


def test_asks_for_links_are_taken_off_the_queue(db):
    link_asks.ask(new_token())
    work("pass on asks for links")
    assert not LinkAsk.objects.exists()


def test_only_one_process_reminds():
    assert job("remind of ends").alone
