"""Three machines on one PostgreSQL: one dies in the middle of a Send, the database starts anew.

Each machine is an installation of its own, with nothing in common but the database, the key and the
address. What they show together: a sign-in on one holds on all, what was acknowledged stands, each
letter leaves once or is flagged.
"""

import contextlib
import os
import secrets
import signal
import time
from dataclasses import replace

import pytest

from tests.journey.installation import Installation, running_for_real
from tests.journey.waiting import wait_until
from tests.mail.servers import Rogue, serving
from tests.trust.campaign import (
    HISTORY,
    Company,
    look_over_everybody,
    patiently,
    press_send,
    set_up,
    verdict_of,
)
from tests.trust.database import durable
from tests.trust.races import LONG

ENGINE = os.environ.get("LORGNETTE_TEST_DATABASE")
PEOPLE, ROUNDS = (1_500, 5) if LONG else (300, 1)

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(ENGINE != "postgresql", reason="is about several machines on PostgreSQL"),
    pytest.mark.xdist_group("kills"),
]


@contextlib.contextmanager
def machines(database_url: str, post: Rogue, count: int):
    """So many installations of one company; the first brings the tables."""
    common = {
        "LORGNETTE_DATABASE_URL": database_url,
        "LORGNETTE_SECRET_KEY": secrets.token_urlsafe(48),
        "LORGNETTE_SMTP_URL": f"smtp://127.0.0.1:{post.port}",
    }
    with contextlib.ExitStack() as stack:
        first = stack.enter_context(running_for_real(**common))
        common["LORGNETTE_BASE_URL"] = first.url
        others = [stack.enter_context(running_for_real(**common)) for _number in range(count - 1)]
        yield [first, *others]


def die(machine: Installation) -> None:
    """The plug is pulled: every process at once."""
    for pid in [machine.process.pid, *machine.children()]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_machine_dies_and_the_database_restarts_in_the_middle_of_a_send(number, counted):
    def slowly(phase: str, _visit: object) -> None:
        if phase == "end":
            time.sleep(0.1)  # so that the death meets letters on their way

    with (
        serving(Rogue(slowly)) as post,
        durable() as database,
        machines(database.url, post, 3) as (one, two, three),
    ):
        helene = set_up(one, PEOPLE)
        for machine in (two, three):
            assert helene.get(f"{machine.url}/admin/users-roles/sales-users/").status == 200
        message = look_over_everybody(Company(one, post, helene))
        there = replace(message, url=message.url.replace(one.url, two.url))
        batch = press_send(Company(two, post, helene), there)
        wait_until(lambda: len(post.receipts) > 20, 60, "No letter ever left.")
        die(three)
        database.restart()
        assert patiently(lambda: helene.get(batch)).status == 200
        open_ones = "SELECT count(*) FROM mail_message WHERE NOT final"
        wait_until(
            lambda: database.query(open_ones)[0][0] == 0,
            300,
            "Some letters never came to an end.",
        )
        rows = database.query(HISTORY)
    verdict = verdict_of(rows, post.receipts)
    counted(
        f"{verdict.messages:,} letters by 3 machines, one killed, database restarted: "
        f"lost {len(verdict.lost)}, unflagged duplicates {len(verdict.unflagged)}, "
        f"twice and flagged {verdict.duplicates}"
    )
    assert verdict.messages > PEOPLE * 0.9
    assert verdict.lost == []
    assert verdict.unflagged == []
