"""T8: neither words nor status nor work done tell whether an address has an account."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lorgnette.users.models import User
from lorgnette.users.passwords import Argon2idHasher
from tests.cast.people import aubier, dafydd, helene, member, wilhelmina

pytestmark = pytest.mark.django_db

KNOWN = "dafydd.prys-howell@aubier.example"
# Unknown; invited but not accepted; an administrator without a password; a closed sign-in.
OTHERS = [
    "nobody@aubier.example",
    "ana.invited@aubier.example",
    "helene.dubreuil@aubier.example",
    "wilhelmina.vandekerckhove@aubier.example",
]


@pytest.fixture(autouse=True)
def _people():
    aubier()
    dafydd()
    member("Ana", "Invited")
    User.objects.filter(pk=helene().pk).update(password="!")
    User.objects.filter(pk=wilhelmina().pk).update(is_active=False)


def shown(answer, address: str) -> tuple[int, str, str]:
    """Status, words and cookies, without the typed address and the form's token."""
    text = re.sub(r'value="[A-Za-z0-9]{64}"|X-CSRFToken[^}]*', "", answer.content.decode())
    return answer.status_code, text.replace(address, "ADDRESS"), answer.get("Location", "")


def sign_in(client, address):
    return client.post("/sign-in/", {"address": address, "password": "not the password at all"})


def ask_reset(client, address):
    return client.post("/password/reset/", {"address": address})


@pytest.mark.parametrize("journey", [sign_in, ask_reset])
@pytest.mark.parametrize("address", OTHERS)
def test_the_answer_is_the_same(client, journey, address):
    known = shown(journey(client, KNOWN), KNOWN)
    assert shown(journey(client, address), address) == known


@pytest.mark.parametrize("address", [KNOWN, *OTHERS])
def test_a_sign_in_costs_one_hash_whoever_the_address_is_of(client, monkeypatch, address):
    hashed = []
    encode = Argon2idHasher.encode
    verify = Argon2idHasher.verify
    monkeypatch.setattr(Argon2idHasher, "encode", lambda *a: hashed.append(1) or encode(*a))
    monkeypatch.setattr(Argon2idHasher, "verify", lambda *a: hashed.append(1) or verify(*a))
    sign_in(client, address)
    assert len(hashed) == 1


def writes(client, journey, address) -> int:
    with CaptureQueriesContext(connection) as queries:
        journey(client, address)
    return sum(query["sql"].startswith("INSERT") for query in queries.captured_queries)


@pytest.mark.parametrize("journey", [sign_in, ask_reset])
@pytest.mark.parametrize("address", OTHERS)
def test_as_much_is_written_whoever_the_address_is_of(client, journey, address):
    known = writes(client, journey, KNOWN)
    assert writes(client, journey, address) == known > 0
