"""T9: guessing is throttled per account and address, and no stranger locks anybody out."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from lorgnette.kernel import clock
from lorgnette.mail.models import Message
from lorgnette.mail.outbox import sealer
from lorgnette.users import failures, reset
from lorgnette.users.models import Failures
from tests.cast.people import AT, PASSWORD, aubier, dafydd, wilhelmina

pytestmark = pytest.mark.django_db

GUESS = "a guess of a stranger"
ADDRESS = "dafydd.prys-howell@aubier.example"


@pytest.fixture(autouse=True)
def _seller():
    aubier()
    dafydd()


def tried(client: Client, password: str = GUESS, **headers: str) -> int:
    typed = {"address": ADDRESS, "password": password}
    return client.post("/sign-in/", typed, headers=headers).status_code


def test_the_sixth_guess_is_throttled_even_with_the_right_password(client):
    assert [tried(client) for _ in range(6)] == [422] * 5 + [429]
    assert tried(client, PASSWORD) == 429


def test_forged_forwarding_headers_change_nothing(client):
    answers = [
        tried(client, **{"X-Forwarded-For": f"198.51.100.{n}", "X-Real-IP": f"198.51.100.{n}"})
        for n in range(6)
    ]
    assert answers == [422] * 5 + [429]


def test_many_accounts_guessed_from_one_address_are_throttled_too(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
    answers = [
        client.post(
            "/sign-in/", {"address": f"seller{n}@aubier.example", "password": "autumn 2026 spray"}
        ).status_code
        for n in range(11)
    ]
    assert answers == [422] * 10 + [429]


@pytest.fixture
def three_in_a_row(monkeypatch):
    """The rule of a hundred with three: fewer than any other limit allows."""
    monkeypatch.setattr(failures, "MOST", 3)


@pytest.mark.usefixtures("three_in_a_row")
def test_after_a_hundred_failures_in_a_row_only_a_reset_by_mail_helps(client, settings):
    assert [tried(client) for _ in range(4)] == [422] * 3 + [429]
    with clock.pretend(AT + timedelta(days=300)):
        assert tried(client, PASSWORD) == 429
    client.post("/password/reset/", {"address": ADDRESS})
    reset.pass_on()
    link = sealer().open(bytes(Message.objects.get().sealed))
    path = client.get(link.removeprefix(settings.BASE_URL)).url
    client.post(path, {"password": "the second act begins late"})
    assert tried(client, "the second act begins late") == 302


def test_a_hundred_is_how_many_they_are():
    assert failures.MOST == 100


@pytest.mark.usefixtures("three_in_a_row")
def test_only_failures_in_a_row_count(client):
    for _ in range(2):
        assert [tried(client), tried(client), tried(client, PASSWORD)] == [422, 422, 302]
        client.post("/sign-out/")
        client.cookies.clear()
    assert not Failures.objects.exists()


@pytest.mark.usefixtures("three_in_a_row")
def test_a_reset_on_a_known_device_frees_the_others_too(client, settings):
    assert tried(client, PASSWORD) == 302
    client.post("/sign-out/")
    stranger = Client(headers={"host": "insight.aubier.example"}, **{"wsgi.url_scheme": "https"})
    assert [tried(stranger) for _ in range(4)][-1] == 429
    client.post("/password/reset/", {"address": ADDRESS})
    reset.pass_on()
    link = sealer().open(bytes(Message.objects.get().sealed))
    path = client.get(link.removeprefix(settings.BASE_URL)).url
    client.post(path, {"password": "the second act begins late"})
    assert tried(stranger, "the second act begins late") == 302


@pytest.mark.usefixtures("three_in_a_row")
def test_a_flood_of_made_up_addresses_pushes_no_count_out(client, settings):
    """They outlive the shared cache, which a flood can empty."""
    assert [tried(client) for _ in range(3)] == [422] * 3
    cache.clear()
    assert tried(client, PASSWORD) == 429


def test_what_is_long_ago_is_forgotten(client):
    tried(client)
    assert failures.prune() == 0
    with clock.pretend(clock.now() + timedelta(days=401)):
        assert failures.prune() == 1


def test_a_device_known_to_the_account_is_counted_apart(client):
    assert tried(client, PASSWORD) == 302
    client.post("/sign-out/")
    stranger = Client(headers={"host": "insight.aubier.example"}, **{"wsgi.url_scheme": "https"})
    assert [tried(stranger) for _ in range(6)][-1] == 429
    assert tried(client, PASSWORD) == 302


def test_a_forged_device_is_none(client):
    client.cookies["__Host-device"] = "W10:made-up:signature"
    assert [tried(client) for _ in range(6)][-1] == 429


def test_a_device_known_to_one_account_is_a_stranger_to_another(client):
    wilhelmina()
    client.post(
        "/sign-in/", {"address": "wilhelmina.vandekerckhove@aubier.example", "password": PASSWORD}
    )
    client.post("/sign-out/")
    stranger = Client(headers={"host": "insight.aubier.example"}, **{"wsgi.url_scheme": "https"})
    assert [tried(stranger) for _ in range(6)][-1] == 429
    assert tried(client, PASSWORD) == 429
