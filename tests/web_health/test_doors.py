"""Whoever watches the server learns whether it is well, ready, and how much it does."""

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from lorgnette.mail.models import Message
from lorgnette.operations import readiness
from lorgnette.web.health import counters
from tests.cast import invited
from tests.cast.people import PASSWORD, dafydd

TOKEN = "opera-glasses-for-the-monitoring"


@pytest.fixture
def monitor():
    """A program on this machine: no host of ours, no cookies."""
    return Client(headers={"host": "127.0.0.1:8000"}, REMOTE_ADDR="127.0.0.1")


def test_it_is_well_without_host_session_or_database(monitor):
    # No mark on this test: a query would fail it.
    answer = monitor.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert answer["Cache-Control"] == "no-store"
    assert monitor.post("/healthz").status_code == 405


@pytest.mark.django_db
def test_it_is_ready_once_the_tables_are_those_of_this_version(monitor):
    assert monitor.get("/readyz").json() == {"ready": True, "reason": ""}
    MigrationRecorder(connection).record_unapplied("mail", "0003_returned")
    answer = monitor.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "reason": "migrations_pending"}


def test_without_a_database_it_is_not_ready_and_says_why(monitor, monkeypatch):
    def gone() -> list:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(readiness, "applied", gone)
    answer = monitor.get("/readyz")
    assert (answer.status_code, answer.json()["reason"]) == (503, "database_unreachable")


def test_about_to_stop_it_is_not_ready(monitor, monkeypatch, tmp_path):
    monkeypatch.setenv(counters.FOLDER, str(tmp_path))
    sign = counters.stop_sign()
    assert sign is not None
    sign.touch()
    assert monitor.get("/readyz").json()["reason"] == "stopping"


@pytest.mark.django_db
def test_the_figures_tell_of_queue_processes_and_pages(monitor, client):
    invited.aubier()
    helene, cast = invited.administrator(), invited.sellers()
    invited.invite(helene, cast.dafydd, cast.ana)
    client.post("/sign-in/", {"address": "nobody@aubier.example", "password": "not-this-one"})
    told = monitor.get("/metrics").text
    assert f"lorgnette_outbox_messages {Message.objects.count():.1f}" in told
    assert 'lorgnette_mail_messages{outcome="sent"} 0.0' in told
    assert 'lorgnette_processes{kind="worker"} 0.0' in told
    assert 'lorgnette_http_request_duration_seconds_bucket{le="0.005",page="account_login"}' in told
    assert 'lorgnette_sign_ins_total{outcome="refused"}' in told
    assert "aubier.example" not in told


@pytest.mark.django_db
def test_a_sign_in_is_counted(monitor, client):
    def count() -> float:
        name, labels = "lorgnette_sign_ins_total", {"outcome": "in"}
        return counters.registry().get_sample_value(name, labels) or 0.0

    person, before = dafydd(), count()
    client.post("/sign-in/", {"address": person.member.address, "password": PASSWORD})
    assert count() == before + 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("203.0.113.9", {"host": "127.0.0.1"}),
        ("203.0.113.9", {"host": "127.0.0.1", "x-forwarded-for": "127.0.0.1"}),
        ("127.0.0.1", {"host": "insight.aubier.example"}),
        ("127.0.0.1", {"host": "127.0.0.1", "x-forwarded-for": "127.0.0.1"}),
        ("127.0.0.1", {"host": "127.0.0.1", "x-real-ip": "127.0.0.1"}),
        ("127.0.0.1", {"host": "127.0.0.1", "forwarded": "for=127.0.0.1"}),
        ("127.0.0.1", {"host": "127.0.0.1.evil.example"}),
    ],
)
def test_without_a_token_nobody_elsewhere_reads_the_figures(settings, address, headers):
    settings.PROXIES = 1
    answer = Client(headers=headers, REMOTE_ADDR=address).get("/metrics")
    assert answer.status_code == 404


@pytest.mark.django_db
def test_with_a_token_it_alone_opens(settings, monitor):
    settings.METRICS_TOKEN = TOKEN
    refused = monitor.get("/metrics")
    assert (refused.status_code, refused["WWW-Authenticate"]) == (401, "Bearer")
    assert monitor.get("/metrics", headers={"authorization": "Bearer no"}).status_code == 401
    afar = Client(headers={"host": "insight.aubier.example"}, REMOTE_ADDR="203.0.113.9")
    assert afar.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
