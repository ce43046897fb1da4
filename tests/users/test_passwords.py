"""What a password may be: long, not known to every stranger, not made of one's own names."""

import pytest

from lorgnette.users.models import Member
from lorgnette.users.passwords import (
    PasswordCommon,
    PasswordPersonal,
    PasswordTooLong,
    PasswordTooShort,
    check_password_rules,
)
from tests.cast.people import aubier

pytestmark = pytest.mark.django_db

DAFYDD = Member(name="Dafydd Prys-Howell", address_key="dafydd.pryshowell@aubier.example")


@pytest.fixture(autouse=True)
def _company():
    aubier()


@pytest.mark.parametrize(
    "raw",
    [
        "curtain-up at eight tonight",
        "ouvreuse et strapontin",
        "xkqvbtmwzrplfgh",
        "красный занавес поднимается",
        "幕が上がる、拍手が鳴る、夜が始まる。",
        "my dafydd plays the harp",
        "83201947756014983",
        "x" * 200 + "yz" * 28,
    ],
)
def test_any_long_text_will_do_without_rules_about_its_characters(raw):
    check_password_rules(raw, DAFYDD)


@pytest.mark.parametrize(
    ("raw", "refusal"),
    [
        ("", PasswordTooShort),
        ("fourteen chars", PasswordTooShort),
        ("x" * 255 + "yz", PasswordTooLong),
        ("aaaaaaaaaaaaaaaaa", PasswordCommon),
        ("123412341234123", PasswordCommon),
        ("passwordpassword", PasswordCommon),
        ("abcdefghijklmnop", PasswordCommon),
        ("987654321098765", PasswordCommon),
        ("qwertyuiopasdfgh", PasswordCommon),
        ("dafydd.pryshowell@aubier.example", PasswordPersonal),
        ("DafyddPrysHowell2026", PasswordPersonal),
        ("Aubier Systems 2026!!", PasswordPersonal),
        ("lorgnette lorgnette 1", PasswordPersonal),
    ],
)
def test_a_password_that_a_stranger_would_try_is_refused_beside_its_field(raw, refusal):
    with pytest.raises(refusal) as caught:
        check_password_rules(raw, DAFYDD)
    assert caught.value.field == "password"
