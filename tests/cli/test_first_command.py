"""Any command may be the first on a new installation, and says what is missing."""

import json
import os
import subprocess
import sys

import pytest

KEY = "a-key-for-one-installation-0123456789"


@pytest.fixture
def lorgnette(tmp_path):
    """The console program in an installation of its own, on an SQLite file."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LORGNETTE_", "DJANGO_"))}
    own = {
        "LORGNETTE_HOME": str(tmp_path),
        "LORGNETTE_SECRET_KEY": KEY,
        "LORGNETTE_BASE_URL": "https://insight.aubier.example",
    }

    def run(*arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "lorgnette", *arguments],
            env={k: v for k, v in (kept | own | changes).items() if v},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_the_first_administrator_is_made_on_an_empty_database(lorgnette):
    done = lorgnette(
        "admin",
        "create",
        "helene@aubier.example",
        *("--first-name", "Hélène", "--last-name", "Dubreuil", "--json"),
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["link"].startswith("https://insight.aubier.example/link/")


def test_the_company_is_set_up_from_the_console(lorgnette):
    done = lorgnette("workspace", "--name", "Aubier Systems", "--zone", "Europe/Paris", "--json")
    assert json.loads(done.stdout)["name"] == "Aubier Systems"
    assert "zone: Europe/Paris" in lorgnette("workspace").stdout
    refused = lorgnette("workspace", "--zone", "Paris")
    assert refused.returncode == 1
    assert "“Paris” is not a time zone" in refused.stderr


def test_without_a_key_it_says_what_to_set(lorgnette):
    refused = lorgnette("worker", "--once", LORGNETTE_SECRET_KEY="")
    assert refused.returncode == 1
    assert refused.stderr == "Error: Set LORGNETTE_SECRET_KEY (see docs/settings.md).\n"


def test_an_unusable_database_is_named(lorgnette, tmp_path):
    refused = lorgnette("workspace", LORGNETTE_DATABASE_URL=f"sqlite:///{tmp_path}")
    assert refused.returncode == 1
    assert "The database cannot be opened" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_the_worker_does_what_is_due_and_ends(lorgnette):
    assert lorgnette("worker", "--once").returncode == 0


def test_help_makes_nothing(lorgnette, tmp_path):
    assert "serve" in lorgnette("--help").stdout
    assert lorgnette("admin", "--help").returncode == 0
    assert not list(tmp_path.glob("*.sqlite3"))
