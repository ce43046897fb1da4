"""Step 1, the other way: Hélène types one person and her address."""

import pytest

from tests.cast import invited
from tests.web_invite.wizard import beside, body, value


def test_by_email_one_person_is_typed(wizard):
    response = wizard.post(
        "invite_people",
        way="email",
        first_name="Eva",
        last_name="Noor",
        address="eva@partner.example",
        last_day="",
        do="next",
    )
    assert response["Location"] == wizard.address("invite_permissions")
    assert wizard.answers.address == "eva@partner.example"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("address", "", "Enter an e-mail address."),
        ("address", "a@b.example, c@d.example", "Enter one e-mail address"),
        ("address", "еva@partner.example", "a letter that can be mistaken for another"),
        ("address", "eva@partner", "is not an e-mail address"),
        ("address", "dafydd.prys-howell@aubier.example\nBcc: x@y.example", "Enter one"),
        ("first_name", "", "Enter a name."),
        ("first_name", "Eva\u202e", "invisible or control character"),
        ("first_name", "Eva\nBcc: x@y.example", "invisible or control character"),
        ("last_name", "https://evil.example", "A name cannot hold a web address"),
        ("last_name", "<b>Noor</b>", "A name cannot hold a web address"),
        ("reason", "x" * 501, "The reason has 501 characters"),
    ],
)
def test_a_bad_field_is_said_beside_it_and_everything_typed_is_kept(wizard, field, typed, said):
    good = {"first_name": "Eva", "last_name": "Noor", "address": "eva@partner.example"}
    form = good | {"reason": "Partner", "last_day": "2026-12-31"} | {field: typed}
    response = wizard.post("invite_people", way="email", do="next", **form)
    page = body(response)
    assert response.status_code == 422
    assert said in beside(page, field)
    assert {name: value(page, name) for name in form} == form
    assert page.partition(" autofocus")[0].rpartition("<")[2].find(f'name="{field}"') > 0


def test_by_email_who_is_invited_already_is_said_beside_the_address(wizard, helene, cast):
    invited.invite(helene, cast.dafydd)
    typed = {"first_name": "D", "last_name": "P", "address": "DAFYDD.prys-howell@aubier.example"}
    response = wizard.post("invite_people", way="email", do="next", **typed)
    assert response.status_code == 422
    assert "Already invited, link valid until 30 November 2026." in beside(
        body(response), "address"
    )


def test_a_typed_nul_is_no_error(wizard):
    response = wizard.post("invite_people", way="email", first_name="E\x00va", do="next")
    assert response.status_code == 422
    assert wizard.answers.first_name == "Eva"
