"""C4: sixteen writers at once on one database, and nobody is told that it is locked.

Administrators' and sellers' browsers write drafts, languages and sessions while a worker puts and
delivers mail; on SQLite they share one file, which has one writer at a time.
"""

import pytest
from django.test import Client

from lorgnette.invitations import bulk, draft
from lorgnette.mail import outbox
from lorgnette.mail.deliver import deliver_due
from lorgnette.mail.models import MailboxMail
from lorgnette.mail.transports.mailbox import MailboxTransport
from lorgnette.users.actors import actor_of
from tests.cast import invited, people
from tests.mail.letters import QUICK, to_many
from tests.trust.races import LONG, at_once, shared_database

ROUNDS = 50 if LONG else 6
WRITERS = 16


def browser(user) -> Client:
    client = Client(headers={"host": "insight.aubier.example"}, **{"wsgi.url_scheme": "https"})
    client.raise_request_exception = True
    return people.signed_in(client, user)


def administrator(user):
    """Types into a draft of their own."""

    def write() -> None:
        client, ref = browser(user), draft.start(user)
        for number in range(ROUNDS):
            typed = {"way": "email", "reason": f"Round {number}"}
            answer = client.post(f"/admin/invite/{ref}/people/", typed)
            assert answer.status_code in (200, 302), answer.status_code
        assert draft.load(user, ref).reason == f"Round {ROUNDS - 1}"

    return write


def seller(user):
    """Changes language, which is kept and recorded, again and again."""

    def write() -> None:
        client = browser(user)
        for number in range(ROUNDS):
            answer = client.post("/language/", {"language": ("fr", "en")[number % 2]})
            assert answer.status_code == 302, answer.status_code

    return write


def worker(name):
    def write() -> None:
        for _round in range(ROUNDS):
            outbox.put_many(to_many(5))
            deliver_due(name, pace=QUICK, via=MailboxTransport())

    return write


def doer(ref):
    """A page, or the worker, that goes on with an action on many."""

    def write() -> None:
        while bulk.go_on(ref, seconds=0):
            pass

    return write


@pytest.mark.django_db(transaction=True)
def test_an_action_on_many_lets_mail_and_pages_write(tmp_path, monkeypatch):
    monkeypatch.setattr(bulk, "PORTION", 3)
    with shared_database(tmp_path):
        invited.aubier()
        boss = people.user("Ad", "Min", administrator=True)
        sellers = [people.user("Sel", f"Ler{n}") for n in range(12)]
        refs = [user.member.public_id for user in sellers]
        ref = bulk.ask(actor_of(boss), "lock", refs=refs)
        bulk.start(ref, actor_of(boss))
        writers = [doer(ref), doer(ref), worker("worker"), seller(sellers[0])]
        told = at_once(writers)
        found = bulk.look(ref)
    assert told == {"done": 4}
    assert (found.state, found.gone) == ("done", 12)


@pytest.mark.django_db(transaction=True)
def test_nobody_is_told_that_it_is_locked(tmp_path):
    with shared_database(tmp_path):
        invited.aubier()
        writers = [
            administrator(people.user("Ad", f"Min{n}", administrator=True)) for n in range(6)
        ]
        writers += [seller(people.user("Sel", f"Ler{n}")) for n in range(6)]
        writers += [worker(f"worker {n}") for n in range(4)]
        told = at_once(writers)
        mails = MailboxMail.objects.count()
    assert told == {"done": WRITERS}
    assert mails == 4 * ROUNDS * 5
