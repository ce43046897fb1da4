"""Every command of docs/operations.md is run, in its order, on one throwaway installation."""

import json
import re
import signal
from pathlib import Path

import pytest
from django.utils.module_loading import import_string

from lorgnette.cli import COMMANDS
from tests.cast.crm import Folder
from tests.cli.serving import Service
from tests.docs.shell import ROOT, Place, commands
from tests.journey.waiting import wait_until

PAGE = ROOT / "docs" / "operations.md"
UNITS = ROOT / "deploy" / "systemd"

# What a test cannot do, why, and what it looks at instead.
NOT_RUN = {
    r"useradd --system": "it would change this machine",
    r"python3 -m venv /opt": "it would change this machine; tests/build looks into the wheel",
    r"/opt/lorgnette/bin/pip install": "it fetches packages; the lock that it names is there",
    r"ln -s": "it would change this machine; the throwaway place has the same program",
    r"systemctl": "no systemd runs here; the units that it names are there",
    r"journalctl": "no systemd runs here; the units that it names are there",
    r"nginx -t": "tests/deploy runs the example before a real server",
}
# Others end with 0.
CODES = {r"lorgnette doctor": {0, 1, 2}}

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("serving")]


@pytest.fixture
def place(tmp_path):
    service = Service(tmp_path / "var/lib/lorgnette")
    made = Place(tmp_path, service)
    yield made
    if service.process is not None and service.process.poll() is None:
        service.stop()


def test_each_command_does_what_the_page_says(place):
    export = place.folder / "srv/crm-export"
    export.mkdir(parents=True)
    Folder(export)
    ran = 0
    for command in commands(PAGE):
        _before(place, command)
        if any(re.match(pattern, command) for pattern in NOT_RUN):
            _look_instead(command)
            continue
        done = place.run(command)
        expected = next((c for p, c in CODES.items() if re.match(p, command)), {0})
        assert done.returncode in expected, f"{command}\n{done.stdout}{done.stderr}"
        assert "Traceback" not in done.stderr
        ran += 1
    assert ran >= 18
    held = json.loads(place.run("lorgnette workspace --json").stdout)["mail_held_at"]
    assert held is None, "The page releases the mail that the restore held back."


def _before(place: Place, command: str) -> None:
    """What systemd would do at that point of the page."""
    service = place.service
    if command.startswith("systemctl enable"):
        service.start("--workers", "1")
        service.wait_until_ready()
    elif command.startswith("systemctl stop") and service.process is not None:
        service.signal(signal.SIGTERM)
        wait_until(lambda: service.process.poll() is not None, 15, "It never ended.")


def _look_instead(command: str) -> None:
    for unit in re.findall(r"lorgnette-(?:web|worker|backup)(?:\.\w+)?", command):
        name = unit if "." in unit else f"{unit}.service"
        if "systemctl" in command or "journalctl" in command:
            assert (UNITS / name).is_file(), command
    for path in re.findall(r"requirements/\S+", command):
        assert (ROOT / path).is_file(), command


def test_every_reason_not_to_run_a_command_is_needed():
    given = commands(PAGE)
    unused = [p for p in (*NOT_RUN, *CODES) if not any(re.match(p, line) for line in given)]
    assert unused == []


def test_every_command_has_its_line_in_the_table():
    table = PAGE.read_text(encoding="utf-8").partition("## Commands and")[2].partition("## ")[0]
    named = set(re.findall(r"`lorgnette ([\w-]+)", table))
    assert named == set(COMMANDS)


def test_every_option_that_is_named_exists():
    text = PAGE.read_text(encoding="utf-8")
    named = set(re.findall(r"`lorgnette (\w+)[^`]*?(--[\w-]+)", text))
    assert named
    for name, option in sorted(named):
        command = import_string(COMMANDS[name][0])
        known = {o for p in command.params for o in p.opts} | {"--help"}
        assert option in known, f"lorgnette {name} {option}"


def test_every_file_that_is_linked_is_there():
    for target in re.findall(r"\]\(([^)#]+)\)", PAGE.read_text(encoding="utf-8")):
        if target != "scale.md":
            assert (PAGE.parent / Path(target)).exists(), target
