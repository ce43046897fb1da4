"""C4: one Send and two actions on ten thousand, beside outgoing mail and a wizard in use.

The long form alone: test_c04_busy_database.py tells the same of a few in `make test`.
"""

import contextlib
import threading
import time
import urllib.error
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.journey.visitor import Answer, Visitor
from tests.journey.waiting import wait_until
from tests.trust.campaign import (
    Company,
    company,
    look_over_everybody,
    press_send,
    rows,
    sign_in_administrator,
)
from tests.trust.races import LONG

PEOPLE = 7_750  # so many of the demo are some 9,900 who can be invited, and one Send takes 10,000
LIST = "/admin/users-roles/sales-users/"

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not LONG, reason="A campaign of minutes.")]


def test_nobody_is_told_that_it_is_locked(counted):
    with company(PEOPLE, seconds_a_letter=0.02) as aubier:
        # What is asked here is whether they are answered; how soon, the bench tells.
        aubier.helene.patience = 120
        ines = sign_in_administrator(aubier.installation, "ines.haddad@aubier.example")
        ines.patience = 120
        with using_the_wizard(ines) as told:
            press_send(aubier, look_over_everybody(aubier))
            for action in ("resend", "revoke"):
                on_everybody(aubier, action)
        done = rows(aubier.installation, "SELECT verb, total, done FROM invitations_bulk")
        printed = aubier.installation.printed
    counted(f"{done}, wizard {dict(told)}, {len(aubier.post.receipts):,} mails")
    assert set(told) == {200}
    assert [(verb, total == many) for verb, total, many in done] == [
        ("resend", True),
        ("revoke", True),
    ]
    assert all(total > PEOPLE * 0.9 for _verb, total, _done in done)
    assert "database is locked" not in printed


@contextlib.contextmanager
def using_the_wizard(visitor: Visitor) -> Iterator[Counter[int | str]]:
    """Begins an invitation of everybody and comes to its message, again and again."""
    told, over = Counter[int | str](), threading.Event()

    def go_through() -> None:
        while not over.is_set():
            try:
                for answer in steps(visitor):
                    told[answer.status] += 1
            except (urllib.error.URLError, TimeoutError) as error:
                told[type(error).__name__] += 1

    thread = threading.Thread(target=go_through)
    thread.start()
    try:
        yield told
    finally:
        over.set()
        thread.join()


def steps(visitor: Visitor) -> Iterator[Answer]:
    yield (people := visitor.get("/admin/invite/"))
    if people.status == 200:
        typed = {"way": "email", "first_name": "Eva", "last_name": "Noor"}
        address = f"eva.{time.monotonic_ns()}@partner.example"
        yield visitor.submit(people, "wizard", do="next", address=address, **typed)


def on_everybody(company: Company, action: str) -> None:
    """Asked from the list, confirmed, and done to its end."""
    shown = company.helene.get(LIST)
    everybody = {"all": "1", "status": "pending"}
    asked = company.helene.submit(shown, to=f"{LIST}bulk/", action=action, **everybody)
    assert asked.status == 200, asked.text
    started = company.helene.submit(asked)
    assert started.status == 200, started.text
    ended = "SELECT verb FROM invitations_bulk WHERE finished_at IS NOT NULL"
    wait_until(
        lambda: (action,) in rows(company.installation, ended), 1800, f"{action} never ended."
    )
