"""`make run` serves a demo from one process that ends all it started, however it ends."""

import os
import signal
import socket
import subprocess
import sys

import pytest

from tests.journey.installation import end, running, running_for_real
from tests.journey.visitor import Visitor
from tests.journey.waiting import wait_until

NAMES = ("--first-name", "Odile", "--last-name", "Pasquier")

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("serving")]


@pytest.fixture(scope="module")
def demo():
    with running() as started:
        yield started


def all_end(pids: list[int]) -> None:
    def gone() -> bool:
        return not any(os.path.exists(f"/proc/{pid}") for pid in pids)

    wait_until(gone, 20, "A process that was started is still there.")


def test_the_printed_link_signs_in_once_by_a_click(demo):
    first, second, scanner = Visitor(demo.url), Visitor(demo.url), Visitor(demo.url)
    link = demo.administrator_link()
    assert [scanner.get(link).status for _visit in range(3)] == [200, 200, 200]
    signed_in = first.submit(first.get(link))
    assert signed_in.url.endswith("/admin/users-roles/sales-users/")
    assert "Invite New Sales User" in signed_in.text
    assert "This link no longer works" in second.get(link).text


def test_the_mails_of_its_past_wait_in_the_mailbox(demo):
    again = demo.console("admin", "create", "ops@aubier.example", *NAMES, "--json")
    ops = Visitor(demo.url)
    link = again.split('"link": "')[1].split('"')[0]
    ops.submit(ops.get(link), password="un-long-secret-de-plus")
    # Looked for: of a morning the daily mails came after them.
    assert "invites you to Account Insight" in ops.get("/admin/mailbox/?q=invites+you").text


def test_a_port_that_is_taken_is_named(demo):
    taken = demo.environment | {"LORGNETTE_HOME": str(demo.home / "other"), "PORT": str(demo.port)}
    refused = subprocess.run(
        [sys.executable, "-m", "lorgnette", "serve"],
        env=taken,
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 1
    assert f"Port {demo.port} on 127.0.0.1 cannot be used" in refused.stderr


def test_the_demo_listens_on_this_machine_alone(demo):
    refused = subprocess.run(
        [sys.executable, "-m", "lorgnette", "serve"],
        env=demo.environment | {"LORGNETTE_HOST": "0.0.0.0"},  # noqa: S104 (refused)
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 1
    assert "listens on this machine alone" in refused.stderr


def test_ctrl_c_ends_all_of_it_and_the_port_is_free(demo):
    with running_for_real() as other:
        children = other.children()
        assert len(children) >= 3
        end(other.process)
        assert other.process.returncode == 0
        all_end(children)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", other.port))


def test_a_master_that_is_killed_leaves_no_orphans(demo):
    with running_for_real() as other:
        children = other.children()
        other.process.send_signal(signal.SIGKILL)
        other.process.wait()
        all_end(children)


def test_a_server_of_pages_that_is_killed_comes_back(demo):
    for pid in demo.children():
        os.kill(pid, signal.SIGKILL)
    wait_until(demo.answers, 40, "The pages never came back.")
