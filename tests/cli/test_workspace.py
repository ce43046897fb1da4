"""`lorgnette workspace` and `lorgnette audit export`, without a process of their own."""

import json

import pytest
from click.testing import CliRunner

from lorgnette.audit.record import record
from lorgnette.cli.audit import audit
from lorgnette.cli.workspace import workspace
from lorgnette.kernel.actor import SYSTEM
from lorgnette.workspace.settings import current
from tests.cast import people

pytestmark = pytest.mark.django_db


def run(command, *words: str):
    return CliRunner().invoke(command, words)


def test_every_setting_can_be_set_and_is_shown():
    said = {
        "--name": "Aubier Systems", "--postal-address": "14 quai Rambaud", "--zone": "Asia/Tokyo",
        "--language": "fr", "--languages": "fr", "--sender-address": "a@aubier.example",
        "--sender-name": "Aubier", "--link-days": "9", "--seat-limit": "50",
        "--domain-hourly": "200", "--inviter-daily": "300", "--address-daily": "4",
        "--session-idle-days": "2", "--session-days": "7", "--audit-months": "36",
        "--mail-months": "6", "--quiet-from": "19", "--quiet-until": "8",
    }  # fmt: skip
    done = run(workspace, *[word for pair in said.items() for word in pair], "--no-reminders")
    assert done.exit_code == 0, done.output
    for option, value in said.items():
        assert f"{option.removeprefix('--')}: {value}" in done.output
    assert "reminders: False" in done.output
    untouched = {"mail_held_at"}
    settable = {option.removeprefix("--").replace("-", "_") for option in said} | {"reminders"}
    assert settable | untouched == set(json.loads(run(workspace, "--json").output))


def test_a_limit_is_lifted_with_none():
    run(workspace, "--seat-limit", "50")
    assert current().seat_limit == 50
    assert "seat-limit: none" in run(workspace, "--seat-limit", "none").output
    assert current().seat_limit is None


def test_what_cannot_be_is_refused_in_words():
    refused = run(workspace, "--audit-months", "0")
    assert refused.exit_code == 1
    assert "Enter a whole number from 1 to 120." in refused.output


def test_what_the_environment_fixes_is_said(settings):
    settings.FIXED_SETTINGS = {"zone": "Asia/Tokyo"}
    assert "zone: Asia/Tokyo (fixed by LORGNETTE_ZONE)" in run(workspace).output
    assert "LORGNETTE_ZONE" in run(workspace, "--zone", "Europe/Paris").output


def test_the_trail_is_exported_by_a_filter(tmp_path):
    seller = people.member("Dafydd", "Prys-Howell")
    record("access.locked", SYSTEM, subject_kind="member", subject_ref=seller.public_id)
    record("sync.failed", SYSTEM, subject_kind="source", subject_ref="s")
    path = tmp_path / "trail.jsonl"
    done = run(audit, "export", "--format", "jsonl", "--person", "dafydd", "--output", str(path))
    assert done.exit_code == 0, done.output
    (row,) = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert (row["event"], row["about"]) == ("access.locked", "Dafydd Prys-Howell")
    printed = run(audit, "export", "--area", "crm").output.splitlines()
    assert len(printed) == 2
    assert "Synchronisation failed" in printed[1]
