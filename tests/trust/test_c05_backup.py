"""C5: a copy made under load holds all that was acknowledged before it, and mails nobody again."""

import itertools
import threading
import time
from dataclasses import dataclass, field

import pytest
from django.db import connection

from lorgnette.invitations import accept
from lorgnette.mail.deliver import deliver_due
from lorgnette.mail.transports.smtp import SmtpTransport
from lorgnette.operations.backup.make import make
from lorgnette.users.models import User
from tests.cast import invited
from tests.mail.letters import QUICK
from tests.mail.servers import Rogue, serving
from tests.trust.races import LONG, shared_database
from tests.trust.restoring import second_home

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 20 if LONG else 1
BEFORE, AFTER = 12, 6

# What must be true of every state that a transaction leaves behind, asked past the product.
HOLDS = {
    "an invitation without its message": """
        SELECT count(*) FROM invitations_invitation i LEFT JOIN mail_message m
        ON m.id = i.message_id WHERE m.id IS NULL""",
    "an invitation without its event": """
        SELECT count(*) FROM invitations_invitation i JOIN users_member p ON p.id = i.member_id
        WHERE NOT EXISTS (SELECT 1 FROM audit_entry e WHERE e.subject_ref = p.public_id
        AND e.verb = 'invitation.invited')""",
    "an accepted invitation without its access": """
        SELECT count(*) FROM invitations_invitation i WHERE i.accepted_at IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM access_grant g WHERE g.member_id = i.member_id)""",
    "an accepted invitation without its user": """
        SELECT count(*) FROM invitations_invitation i WHERE i.accepted_at IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM users_user u WHERE u.member_id = i.member_id)""",
    "an event without its detail": """
        SELECT count(*) FROM audit_entry e LEFT JOIN audit_detail d ON d.entry_id = e.id
        WHERE d.entry_id IS NULL""",
}


@pytest.fixture(autouse=True)
def _shared(tmp_path, transactional_db):
    with shared_database(tmp_path):
        invited.aubier()
        yield


@dataclass
class Load:
    """Invites and accepts without a pause, and notes what was acknowledged, outside the system."""

    helene: User
    numbers: itertools.count = field(default_factory=itertools.count)
    asked: set[str] = field(default_factory=set)
    accepted: set[str] = field(default_factory=set)
    over: threading.Event = field(default_factory=threading.Event)
    faults: list[BaseException] = field(default_factory=list)

    def run(self) -> None:
        try:
            while not self.over.is_set():
                self.one()
        except BaseException as error:  # noqa: BLE001 (told by the test)
            self.faults.append(error)
        finally:
            connection.close()

    def one(self) -> None:
        number = next(self.numbers)
        address = f"kim.{number}@aubier.example"
        person = invited.crm_user("Kim", f"Number {number}", address, external_id=f"k{number}")
        invited.invite(self.helene, person)
        self.asked.add(address)
        if number % 2:
            token = invited.token(person)
            accept.accept(token, password_hash=invited.UNUSABLE_HASH)
            self.accepted.add(address)


def wait_for(shown, load: Load) -> None:
    until = time.monotonic() + 60
    while not shown():
        assert not load.faults, load.faults
        assert time.monotonic() < until
        time.sleep(0.01)  # the load goes on in threads of its own


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_copy_under_load_is_whole_and_mails_nobody_until_told_to(tmp_path, number):
    invited.crm()
    load = Load(invited.administrator())
    threads = [threading.Thread(target=load.run) for _ in range(2)]
    with serving(Rogue()) as post:
        for thread in threads:
            thread.start()
        wait_for(lambda: len(load.accepted) >= BEFORE / 2, load)
        # Some of it has gone out already, some has not.
        deliver_due("worker", limit=4, pace=QUICK, via=SmtpTransport(post.url))
        known, accepted = set(load.asked), set(load.accepted)
        made = make(tmp_path / "copy")
        wait_for(lambda: len(load.asked) >= len(known) + AFTER, load)
        load.over.set()
        for thread in threads:
            thread.join()
    assert load.faults == []
    with second_home(tmp_path / "second") as home, serving(Rogue()) as second_post:
        home.smtp_url = f"smtp://127.0.0.1:{second_post.port}"
        restored = home.told("restore", str(made.path))
        # All that was acknowledged before, nothing in halves.
        there = {row[0] for row in home.rows("SELECT to_address FROM mail_message")}
        assert known <= there
        in_it = "SELECT p.address FROM users_user u JOIN users_member p ON p.id = u.member_id"
        assert accepted <= {row[0] for row in home.rows(in_it)}
        assert {name: home.number(query) for name, query in HOLDS.items()} == dict.fromkeys(
            HOLDS, 0
        )
        assert len(there) < len(load.asked), "The copy was not made under load."
        # Nobody is mailed, whatever the worker does; all that may have gone out since is flagged.
        open_ones = home.number("SELECT count(*) FROM mail_message WHERE NOT final")
        assert restored["unfinished"] == open_ones > 0
        home.console("worker", "--once")
        assert second_post.receipts == []
        flagged = "SELECT count(*) FROM mail_message WHERE NOT final AND maybe_twice_at IS NULL"
        assert home.number(flagged) == 0
        assert home.told("audit", "verify")["holds"]
        # Until told to.
        home.console("workspace", "release-mail")
        home.console("worker", "--once")
        assert len(second_post.receipts) == open_ones
        assert home.told("audit", "verify")["holds"]
