"""`lorgnette doctor` names what is wrong and how to mend it; its exit code is that of the worst."""

import json

import pytest
from click.testing import CliRunner
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from lorgnette.cli.doctor import doctor
from lorgnette.mail.models import Message
from lorgnette.operations import readiness
from lorgnette.operations.backup.make import make
from lorgnette.operations.doctor import database, environment, examine, machine, mail, work
from lorgnette.operations.doctor.copies import copies
from lorgnette.operations.doctor.finding import FAILED, OK, WARNING
from lorgnette.workspace import presence
from tests.cast import invited
from tests.cli.serving import Service
from tests.mail.servers import Rogue, closed_port, serving


def found(check, name: str = ""):
    """The states by name, or the one finding of that name."""
    findings = {finding.check: finding for finding in check()}
    return findings[name] if name else {key: value.state for key, value in findings.items()}


def test_without_settings_it_says_what_to_set(tmp_path):
    unit = Service(tmp_path)
    unit.environment |= {"LORGNETTE_SECRET_KEY": "", "LORGNETTE_BASE_URL": ""}
    done = unit.run("doctor", "--json")
    assert done.returncode == 2, done.stderr
    (finding,) = json.loads(done.stdout)["findings"]
    assert "LORGNETTE_SECRET_KEY and LORGNETTE_BASE_URL" in finding["words"]
    assert "secrets.token_urlsafe" in finding["mend"]


@pytest.mark.django_db
def test_a_new_installation_is_told_what_is_still_to_do():
    done = CliRunner().invoke(doctor, ["--json"])
    told = json.loads(done.stdout)
    states = {finding["check"]: finding["state"] for finding in told["findings"]}
    assert (states["database"], states["tables"], states["audit trail"]) == (OK, OK, OK)
    assert (states["worker"], states["sender"], told["state"]) == (FAILED, FAILED, FAILED)
    assert done.exit_code == 2
    assert all(f["mend"] for f in told["findings"] if f["state"] != OK)
    lines = CliRunner().invoke(doctor).stdout
    assert "→ systemctl start lorgnette-worker, or lorgnette worker" in lines


@pytest.mark.parametrize(
    ("secret", "state"),
    [("k7Vd-0qXw3ZtRm9_LsJy2HbPcN8uGfEa5oTiKx1D", OK), ("lorgnette" * 4, WARNING)],
)
def test_a_weak_key_is_found(settings, secret, state):
    settings.SEALING_SECRETS = [secret]
    assert found(environment.secret_key) == {"secret key": state}


@pytest.mark.parametrize(
    ("url", "state"),
    [
        ("https://insight.example.com", OK),
        ("http://insight.example.com", WARNING),
        ("https://127.0.0.1:8000", WARNING),
        ("https://insight.example.com/lorgnette", FAILED),
    ],
)
def test_the_base_url_is_looked_at(settings, url, state):
    settings.BASE_URL = url
    assert found(environment.base_url) == {"base URL": state}


def test_tls_without_a_counted_proxy_is_warned_of(settings):
    settings.BASE_URL, settings.PROXIES = "https://insight.example.com", 0
    assert found(environment.proxies)["reverse proxies"] == WARNING
    settings.PROXIES = 1
    assert found(environment.proxies)["reverse proxies"] == OK


def test_a_folder_that_is_open_or_missing_is_found(settings, tmp_path):
    settings.HOME = tmp_path
    tmp_path.chmod(0o755)
    assert found(machine.home)["data folder’s rights"] == WARNING
    tmp_path.chmod(0o750)
    assert found(machine.home)["data folder’s rights"] == OK
    settings.HOME = tmp_path / "nowhere"
    assert found(machine.home) == {"data folder": FAILED}


def test_the_mail_server_is_spoken_to_and_gets_no_mail(settings):
    with serving(Rogue()) as post:
        settings.SMTP_URL = f"smtp://127.0.0.1:{post.port}"
        assert found(mail.server) == {"mail server": OK}
        assert (post.visits, post.receipts) == (1, [])
    settings.SMTP_URL = f"smtp://127.0.0.1:{closed_port()}"
    assert found(mail.server) == {"mail server": FAILED}
    with serving(Rogue(lambda phase, _v: "554 Go away" if phase == "connect" else None)) as post:
        settings.SMTP_URL = f"smtp://127.0.0.1:{post.port}"
        assert "554 Go away" in found(mail.server, "mail server").words


@pytest.mark.django_db
def test_the_database_is_looked_into():
    states = found(database.database)
    assert states["database"] == states["tables"] == OK
    engine = "connections" if connection.vendor == "postgresql" else "integrity"
    assert states[engine] == OK


@pytest.mark.django_db
def test_missing_tables_are_named():
    MigrationRecorder(connection).record_unapplied("mail", "0003_returned")
    assert found(database.database, "tables").mend == "lorgnette migrate"
    MigrationRecorder(connection).record_applied("mail", "9999_of_tomorrow")
    assert "later version" in found(database.database, "tables").words


def test_an_absent_database_is_named_without_its_password(monkeypatch):
    def gone() -> None:
        raise OperationalError('connection to "postgresql://x:opera-glasses@db/x" failed')

    monkeypatch.setattr(connection, "ensure_connection", gone)
    finding = found(database.database, "database")
    assert finding.state == FAILED
    assert "opera-glasses" not in finding.words
    assert "LORGNETTE_DATABASE_URL" in finding.mend


@pytest.mark.django_db
def test_the_work_is_looked_at():
    assert found(work.processes) == {"worker": FAILED, "web": WARNING}
    presence.beat("worker", "here:1:abc")
    presence.beat("web", "here:2:abc")
    assert found(work.processes) == {"worker": OK, "web": OK}
    presence.leave("worker", "here:1:abc")
    assert found(work.processes)["worker"] == FAILED


@pytest.mark.django_db
def test_an_outbox_that_piles_up_is_found():
    invited.aubier()
    invited.invite(invited.administrator(), invited.sellers().dafydd)
    assert found(work.outbox) == {"outbox": OK}
    Message.objects.update(next_try_at=invited.MONDAY)
    assert found(work.outbox) == {"outbox": WARNING}


@pytest.mark.django_db
def test_a_check_that_breaks_is_a_finding(monkeypatch):
    def broken() -> str:
        raise OperationalError("no")

    monkeypatch.setattr(work, "read", broken)
    monkeypatch.setattr(readiness, "hindrance", lambda: "")
    states = {finding.check: finding for finding in examine.examine()}
    assert states["outbox"].state == FAILED
    assert states["outbox"].words.startswith("Cannot be checked")


def test_copies_are_looked_for(tmp_path):
    states = {finding.check: finding.state for finding in copies(tmp_path / "none")}
    assert states == {"copies": FAILED}
    assert {f.check: f.state for f in copies(tmp_path)}["copies"] == WARNING


@pytest.mark.django_db(transaction=True)
def test_a_copy_of_today_is_well(tmp_path):
    make(tmp_path)
    assert {f.check: f.state for f in copies(tmp_path)}["copies"] == OK
