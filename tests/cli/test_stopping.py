"""A worker that is told to stop ends in time, even where its mail server never answers."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from lorgnette.mail.models import Message
from tests.cast import invited
from tests.mail.servers import HANG, Rogue, serving
from tests.trust.races import shared_database

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("serving")]


@pytest.fixture(autouse=True)
def _shared(tmp_path, transactional_db):
    with shared_database(tmp_path):
        invited.aubier()
        yield


def test_it_ends_within_ten_seconds_and_loses_nothing(tmp_path):
    invited.invite(invited.administrator(), invited.sellers().dafydd)
    reached = threading.Event()

    def react(phase: str, _visit: object) -> str | None:
        if phase != "end":
            return None
        reached.set()
        return HANG

    with serving(Rogue(react)) as post, started(tmp_path, post.port) as worker:
        assert reached.wait(60), "No content ever came."
        began = time.monotonic()
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(20) == 0
        assert time.monotonic() - began < 11
    (message,) = Message.objects.all()
    assert not message.final
    assert message.handed_at is not None, "Whoever sends it next must know that it may be twice."


@contextmanager
def started(folder, smtp_port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A worker, which does not outlive the block."""
    given = connection.settings_dict
    place = given["NAME"]
    url = f"sqlite:///{place}"
    if connection.vendor == "postgresql":
        url = f"postgresql://{given['USER']}@{given['HOST']}:{given['PORT']}/{place}"
    kept = {k: v for k, v in os.environ.items() if not k.startswith("DJANGO_")}
    own = {"LORGNETTE_DATABASE_URL": url, "LORGNETTE_SMTP_URL": f"smtp://127.0.0.1:{smtp_port}"}
    with (folder / "log").open("wb") as log:
        worker = subprocess.Popen(
            [sys.executable, "-m", "lorgnette", "worker"], env=kept | own, stderr=log
        )
    try:
        yield worker
    finally:
        worker.kill()
        worker.wait()
