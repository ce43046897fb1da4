"""The pages are restarted, replaced and stopped under load, and nobody is turned away."""

import signal

import pytest

from tests.cli.serving import service, visited
from tests.journey.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("serving")]

PAGE = "/sign-in/"


@pytest.fixture
def unit(tmp_path):
    with service(tmp_path) as made:
        yield made


def test_a_restart_with_a_held_socket_fails_no_request(unit):
    unit.hold_socket()
    unit.start("--workers", "1")
    unit.wait_until_ready()
    with visited(unit, PAGE) as met:
        wait_until(lambda: met["200"] > 20, 20, "Nobody was served.")
        assert unit.stop() < 10
        before = met["200"]
        unit.start("--workers", "1")
        wait_until(lambda: met["200"] > before + 20, 40, "Nobody was served again.")
    print(f"\n{dict(met)}")
    assert set(met) == {"200"}


def test_a_reload_replaces_every_process_and_fails_no_request(unit):
    unit.start("--workers", "1")
    unit.wait_until_ready()
    old = unit.servers()
    with visited(unit, PAGE) as met:
        wait_until(lambda: met["200"] > 20, 20, "Nobody was served.")
        unit.signal(signal.SIGHUP)
        wait_until(lambda: not old & unit.servers(), 30, "The old processes never ended.")
        before = met["200"]
        wait_until(lambda: met["200"] > before + 20, 20, "Nobody was served again.")
    print(f"\n{dict(met)}")
    assert set(met) == {"200"}


def test_told_to_stop_it_says_so_first_and_ends_in_time(unit):
    unit.start("--workers", "1", "--drain", "1.5")
    unit.wait_until_ready()
    unit.signal(signal.SIGTERM)
    wait_until(lambda: unit.ask() == 503, 5, "It never said that it stops.")
    assert unit.ask(PAGE) == 200
    assert unit.process.wait(10) == 0
