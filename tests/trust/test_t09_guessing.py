"""T9: guessing is throttled per account and address, and no stranger locks anybody out."""

import pytest
from django.test import Client

from lorgnette.mail.models import Message
from lorgnette.mail.outbox import sealer
from tests.cast.people import PASSWORD, aubier, dafydd, wilhelmina

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


def test_after_a_hundred_failures_only_a_reset_by_mail_helps(client, settings):
    assert settings.ACCOUNT_RATE_LIMITS["login_failed"].endswith("100/30d/key")
    # The same rule with three, so that the test is short.
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/30d/key"}
    assert [tried(client) for _ in range(4)] == [422] * 3 + [429]
    client.post("/password/reset/", {"address": ADDRESS})
    link = sealer().open(bytes(Message.objects.get().sealed))
    path = client.get(link.removeprefix(settings.BASE_URL)).url
    client.post(path, {"password": "the second act begins late"})
    assert tried(client, "the second act begins late") == 302


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
