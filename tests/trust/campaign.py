"""A company that is hosted for real, whose processes are killed at random while it sends."""

import contextlib
import os
import random
import signal
import sqlite3
import threading
import time
import urllib.error
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.journey.installation import Installation, running_for_real
from tests.journey.visitor import Answer, Visitor
from tests.journey.waiting import wait_until
from tests.mail.servers import Receipt, Rogue, serving

HISTORY = "SELECT message_id, maybe_twice_at IS NOT NULL FROM mail_message"
PASSWORD = "vingt-lanternes-sur-le-fleuve"
HELENE = "helene.dubreuil@aubier.example"


@dataclass(frozen=True)
class Company:
    """An installation with people to invite, and the mail server that its letters go to."""

    installation: Installation
    post: Rogue
    helene: Visitor


@contextlib.contextmanager
def company(people: int, seconds_a_letter: float) -> Iterator[Company]:
    """`people` can be invited; each letter takes the mail server a while."""

    def react(phase: str, _visit: object) -> None:
        if phase == "end":
            time.sleep(seconds_a_letter)  # the server's own work, so that a kill meets it

    with serving(Rogue(react)) as post:
        url = f"smtp://127.0.0.1:{post.port}"
        with running_for_real(LORGNETTE_SMTP_URL=url) as installation:
            yield Company(installation, post, set_up(installation, people))


def set_up(installation: Installation, people: int) -> Visitor:
    """A CRM of so many people, and Hélène signed in as its administrator."""
    folder = installation.home / "crm"
    sizes = ["--sales-users", str(people), "--accounts", "60", "--people", "200"]
    installation.console(
        "demo", "generate", *sizes, "--activities", "500", "--seed", "7", "--folder", str(folder)
    )
    installation.console("sync", "--folder", str(folder))
    return sign_in_administrator(installation, HELENE)


def sign_in_administrator(installation: Installation, address: str) -> Visitor:
    """Made by the console and signed in; named as the address says."""
    first_name, last_name = address.partition("@")[0].title().split(".")
    names = ["--first-name", first_name, "--last-name", last_name]
    made = installation.console("admin", "create", address, *names, "--json")
    link = made.split('"link": "')[1].split('"')[0]
    visitor = Visitor(installation.url)
    signed_in = visitor.submit(visitor.get(link), password=PASSWORD)
    assert signed_in.status == 200, signed_in.text
    return visitor


def look_over_everybody(company: Company) -> Answer:
    """Select-all and the first two steps: what is left is to press Send."""
    people = company.helene.get("/admin/invite/")
    permissions = company.helene.submit(people, "wizard", all_matching="1", do="next")
    assert "/permissions/" in permissions.url, permissions.text
    message = company.helene.submit(
        permissions, "wizard", account_insight="1", scope="own", do="next"
    )
    assert "/message/" in message.url, message.text
    return message


def press_send(company: Company, message: Answer) -> str:
    """Presses until it is answered, as a person whose server died does; the batch's address."""
    to = message.url.split("/message/")[0] + "/send/"
    batch = patiently(lambda: company.helene.submit(message, "wizard", to=to))
    assert "/batches/" in batch.url, batch.text
    return batch.url


def patiently(ask, longest: float = 300.0) -> Answer:
    """Asks until it is answered: what was cut off may or may not have been done."""
    until = time.monotonic() + longest
    while True:
        with contextlib.suppress(urllib.error.URLError, ConnectionError, OSError):
            answer = ask()
            if answer.status < 500:
                return answer
        assert time.monotonic() < until, "It never answered again."
        time.sleep(0.2)  # the process that died is being started again


class Killer:
    """Kills processes of the installation with -9, at random moments, by a seed."""

    def __init__(self, installation: Installation, times: int, seed: int) -> None:
        self.installation, self.left = installation, times
        self.random = random.Random(seed)
        self.killed: list[int] = []
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        while self.left and not self.stop.wait(self.random.uniform(0.3, 1.5)):
            victim = self._victim()
            if victim:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(victim, signal.SIGKILL)
                    self.killed.append(victim)
                    self.left -= 1

    def _victim(self) -> int:
        """A worker or a server of pages, each kind as often as the other."""
        by_kind: dict[bool, list[int]] = {True: [], False: []}
        for pid in self.installation.children():
            with contextlib.suppress(OSError):
                command = Path(f"/proc/{pid}/cmdline").read_text()
                by_kind[command.endswith("worker\0")].append(pid)
        living = by_kind[self.random.random() < 0.5]
        return self.random.choice(living) if living else 0

    def __enter__(self) -> "Killer":
        self.thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop.set()
        self.thread.join()


@dataclass(frozen=True)
class Verdict:
    """What comparing the mail server's own history with the database showed."""

    messages: int
    lost: list[str]
    unflagged: list[str]
    duplicates: int
    flagged: int
    integrity: str


def wait_until_final(installation: Installation, longest: float) -> None:
    open_ones = "SELECT count(*) FROM mail_message WHERE NOT final"
    wait_until(
        lambda: not rows(installation, open_ones)[0][0],
        longest,
        "Some letters never came to an end.",
    )


def compare(installation: Installation, receipts: list[Receipt]) -> Verdict:
    """Every message left once or more; those that came twice carry the flag."""
    return verdict_of(
        rows(installation, HISTORY),
        receipts,
        rows(installation, "PRAGMA integrity_check")[0][0],
    )


def verdict_of(rows: list[tuple], receipts: list[Receipt], integrity: str = "") -> Verdict:
    """`rows` are those of `HISTORY`."""
    taken = Counter(receipt.message_id for receipt in receipts)
    return Verdict(
        messages=len(rows),
        lost=[ref for ref, _flag in rows if not taken[ref]],
        unflagged=[ref for ref, flag in rows if taken[ref] > 1 and not flag],
        duplicates=sum(count - 1 for count in taken.values()),
        flagged=sum(flag for _ref, flag in rows),
        integrity=integrity,
    )


def rows(installation: Installation, query: str) -> list[tuple]:
    path = installation.home / "lorgnette.sqlite3"
    with contextlib.closing(sqlite3.connect(path, timeout=30)) as database:
        return database.execute(query).fetchall()
