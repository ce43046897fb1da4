"""T23: no default secret is shipped; outside the demo nothing starts without a key."""

import os
import subprocess
import sys

import pytest

from lorgnette.config.environment import Misconfigured, read

KEY = "a-key-for-tests-alone-0123456789abcdef"


@pytest.fixture(autouse=True)
def _environment(monkeypatch, tmp_path):
    for name in ("SECRET_KEY", "BASE_URL", "DEMO", "DATABASE_URL"):
        monkeypatch.delenv(f"LORGNETTE_{name}", raising=False)
    monkeypatch.setenv("LORGNETTE_HOME", str(tmp_path))
    monkeypatch.setenv("LORGNETTE_BASE_URL", "https://insight.aubier.example")


def test_without_a_key_it_refuses_to_start_and_names_the_setting():
    with pytest.raises(Misconfigured, match="Set LORGNETTE_SECRET_KEY"):
        read()


@pytest.mark.parametrize("key", ["", "   ", " , ", "secret", "x" * 31, "0123" * 16, f"{KEY},short"])
def test_a_short_empty_or_dull_key_is_none(monkeypatch, key):
    monkeypatch.setenv("LORGNETTE_SECRET_KEY", key)
    with pytest.raises(Misconfigured):
        read()


def test_with_a_key_of_its_own_it_starts(monkeypatch):
    monkeypatch.setenv("LORGNETTE_SECRET_KEY", KEY)
    assert read().secrets == [KEY]


def test_the_demo_makes_a_key_of_its_own_for_its_owner_alone(monkeypatch, tmp_path):
    monkeypatch.setenv("LORGNETTE_DEMO", "1")
    first = read().secret_key
    assert len(first) >= 32
    assert read().secret_key == first
    (kept,) = tmp_path.glob("*.key")
    assert kept.stat().st_mode & 0o077 == 0
    monkeypatch.setenv("LORGNETTE_HOME", str(tmp_path / "another"))
    assert read().secret_key != first


EACH = """
from click.testing import CliRunner
from lorgnette.cli import COMMANDS, main
for name in sorted(COMMANDS):
    done = CliRunner().invoke(main, [name])
    print(name, done.exit_code, "Set LORGNETTE_SECRET_KEY" in done.output, sep="|")
"""


def test_every_command_refuses_in_words(monkeypatch):
    monkeypatch.delenv("LORGNETTE_SECRET_KEY", raising=False)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "lorgnette.config.settings")
    done = subprocess.run(
        [sys.executable, "-c", EACH], env=dict(os.environ), capture_output=True, text=True
    )
    told = [line.split("|") for line in done.stdout.splitlines()]
    assert len(told) >= 15, done.stderr
    # The doctor's own code for what does not work is 2.
    assert [row for row in told if row[1] != ("2" if row[0] == "doctor" else "1")] == []
    assert [row[0] for row in told if row[2] != "True"] == []
