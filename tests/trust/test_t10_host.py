"""T10: every mailed link starts with the configured base URL, whatever the request says."""

from itertools import combinations

import pytest
from django.test import Client

from lorgnette.mail.models import Message
from lorgnette.mail.outbox import sealer
from lorgnette.users import reset
from tests.cast.people import aubier, dafydd
from tests.trust.races import LONG

pytestmark = pytest.mark.django_db

BASE = "https://insight.aubier.example/password/reset/key/"
NAMES = ["insight.aubier.example", "aubier.example", "localhost", "127.0.0.1", "[::1]"]
MARKS = ["@", ":", "/", "\\", "?", "#", " ", "%00", ".", ","]
POISONS = [
    {"host": "evil.example"},
    {"host": "insight.aubier.example.evil.example"},
    {"host": "insight.aubier.example:80@evil.example"},
    {"host": "insight.aubier.example, evil.example"},
    {"host": "evil.example#insight.aubier.example"},
    {"host": ""},
    {"x-forwarded-host": "evil.example"},
    {"x-host": "evil.example"},
    {"x-forwarded-server": "evil.example"},
    {"x-original-host": "evil.example"},
    {"forwarded": "host=evil.example;proto=http"},
    {"x-forwarded-proto": "http"},
    {"x-forwarded-port": "1337"},
    {"x-original-url": "https://evil.example/"},
    {"origin": "https://insight.aubier.example", "x-forwarded-host": "evil.example"},
    {"referer": "https://evil.example/"},
]


if LONG:
    POISONS += [a | b for a, b in combinations(POISONS, 2)]
    POISONS += [{"host": f"{name}{mark}evil.example"} for name in NAMES for mark in MARKS]


@pytest.mark.parametrize("poison", POISONS)
@pytest.mark.parametrize("port", ["", ":443", ":8443"])
def test_a_poisoned_request_mails_no_link_but_ours(poison, port):
    aubier()
    dafydd()
    client = Client(**{"wsgi.url_scheme": "https"})
    headers = {"host": f"insight.aubier.example{port}"} | poison
    typed = {"address": "dafydd.prys-howell@aubier.example"}
    status = client.post("/password/reset/", typed, headers=headers).status_code
    assert status in (302, 400)
    reset.pass_on()
    for message in Message.objects.all():
        assert sealer().open(bytes(message.sealed)).startswith(BASE)
        assert "evil" not in str(message.values)


def test_an_unpoisoned_request_does_mail():
    aubier()
    dafydd()
    client = Client(headers={"host": "insight.aubier.example"}, **{"wsgi.url_scheme": "https"})
    client.post("/password/reset/", {"address": "dafydd.prys-howell@aubier.example"})
    reset.pass_on()
    assert Message.objects.count() == 1
