"""Bad input is refused beside its field, all of it at once, and nothing typed is lost."""

from datetime import date

import pytest

from lorgnette.invitations import draft
from lorgnette.invitations.candidates import CrmFilter, freeze
from lorgnette.invitations.checks import check_letters, check_people, check_permissions
from lorgnette.invitations.draft import Answers
from lorgnette.kernel.names import MAX_LENGTH
from lorgnette.mail.letters import Letter
from tests.cast import invited

EVA = {"way": "email", "first_name": "Eva", "last_name": "Noor", "address": "eva@partner.example"}


@pytest.fixture(autouse=True)
def _company(helene):
    """Aubier Systems."""


def told(refusals):
    return [(refusal.field, refusal.code) for refusal in refusals]


def test_what_is_right_is_not_refused(cast):
    answers = Answers(crm_refs=(cast.bo.public_id,), last_day=date(2026, 12, 31))
    assert told(check_people(answers)) == []
    assert told(check_people(Answers(**EVA))) == []


def test_nobody_chosen():
    assert told(check_people(Answers())) == [("crm_refs", "nobody_chosen")]


def test_nobody_who_can_be_invited(cast):
    answers = Answers(crm_refs=(cast.tom.public_id, cast.zoe.public_id, "gone"))
    assert told(check_people(answers)) == [("crm_refs", "nobody_invitable")]


def test_a_filter_that_finds_nobody(cast):
    answers = Answers(all_matching=CrmFilter(text="nobody of that name"))
    assert told(check_people(answers)) == [("crm_refs", "nobody_invitable")]


def test_too_many_people_picked_one_by_one(cast, monkeypatch):
    monkeypatch.setattr("lorgnette.invitations.checks.AT_MOST", 1)
    (refusal,) = check_people(Answers(crm_refs=(cast.bo.public_id, cast.ana.public_id)))
    assert (refusal.code, dict(refusal.values)) == ("too_many_people", {"limit": 1, "count": 2})


def test_select_all_takes_the_first_of_too_many(cast, monkeypatch):
    monkeypatch.setattr("lorgnette.invitations.checks.AT_MOST", 2)
    everybody = CrmFilter()
    assert freeze(everybody, limit=2) == [cast.ana.public_id, cast.bo.public_id]
    assert told(check_people(Answers(all_matching=everybody))) == []


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("", "address_missing"),
        ("eva", "address_malformed"),
        ("eva@partner", "address_malformed"),
        ("eva@partner.example, bo@aubier.example", "several_addresses"),
        ("eva@partner.example;bo@aubier.example", "several_addresses"),
        ("eva@partner.example bo@aubier.example", "several_addresses"),
        ("eva@partner.example\nBcc: bo@aubier.example", "several_addresses"),
        ("еva@partner.example", "address_not_ascii"),
        ("eva@pаrtner.example", "domain_mixes_scripts"),
        ("Eva <eva@partner.example>", "several_addresses"),
    ],
)
def test_an_address_that_cannot_be_written_to(address, code):
    answers = Answers(**EVA | {"address": address})
    assert told(check_people(answers)) == [("address", code)]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "name_missing"),
        ("Eva\nBcc: everybody", "name_has_invisible"),
        ("Eva\x00", "name_has_invisible"),
        ("\u202eavE", "name_has_invisible"),
        ("Eva <b>", "name_has_markup"),
        ("see https://evil.example", "name_has_markup"),
        ("www.evil.example", "name_has_markup"),
        ("E" * (MAX_LENGTH + 1), "name_too_long"),
    ],
)
@pytest.mark.parametrize("field", ["first_name", "last_name"])
def test_a_name_that_is_none(field, name, code):
    assert told(check_people(Answers(**EVA | {field: name}))) == [(field, code)]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 11, 22), "last_day_past"),
        (date(9999, 12, 31), "last_day_too_far"),
        (date(2036, 11, 24), "last_day_too_far"),
    ],
)
def test_a_last_day_that_cannot_be(day, code):
    assert told(check_people(Answers(**EVA | {"last_day": day}))) == [("last_day", code)]


def test_everything_wrong_is_said_at_once():
    answers = Answers(way="email", last_day=date(2020, 1, 1), reason="x" * 501)
    fields = [refusal.field for refusal in check_people(answers)]
    assert fields == ["first_name", "last_name", "address", "last_day", "reason"]


def test_a_reason_with_a_control_character():
    answers = Answers(**EVA | {"reason": "Autumn\u202e"})
    assert told(check_people(answers)) == [("reason", "reason_has_invisible")]
    assert told(check_people(Answers(**EVA | {"reason": "Autumn\r\nrenewals"}))) == []


def test_somebody_typed_in_who_was_invited_already(helene, cast):
    invited.invite(helene, cast.bo)
    answers = Answers(**EVA | {"address": "BO.EK@aubier.example"})
    assert told(check_people(answers)) == [("address", "already_invited")]


def test_somebody_typed_in_who_has_left_in_the_crm(cast):
    answers = Answers(**EVA | {"address": cast.zoe.address})
    assert told(check_people(answers)) == [("address", "inactive_since")]


def test_account_insight_must_be_ticked():
    answers = Answers(scope="all")
    assert told(check_permissions(answers)) == [("account_insight", "insight_not_ticked")]


@pytest.mark.parametrize(("way", "scope"), [("crm", "chosen"), ("crm", ""), ("email", "none")])
def test_a_scope_that_is_not_offered(way, scope):
    answers = Answers(**EVA | {"way": way, "scope": scope, "account_insight": True})
    assert told(check_permissions(answers)) == [("scope", "scope_unknown")]


def test_own_accounts_of_somebody_the_crm_does_not_know():
    answers = Answers(**EVA, account_insight=True)
    assert told(check_permissions(answers)) == [("scope", "no_crm_user")]
    assert not draft.has_crm_user(answers)


def test_own_accounts_of_somebody_typed_in_whom_the_crm_knows(cast):
    answers = Answers(**EVA | {"address": "Bo.Ek@Aubier.example", "account_insight": True})
    assert told(check_permissions(answers)) == []
    assert draft.has_crm_user(answers)


@pytest.mark.parametrize("chosen", ["", "nobody"])
def test_a_chosen_crm_user_must_be_one(chosen):
    given = {"scope": "chosen", "chosen_ref": chosen, "account_insight": True}
    assert told(check_permissions(Answers(**EVA | given))) == [
        ("chosen_ref", "crm_user_not_chosen")
    ]


def test_the_letters_of_the_languages_present_are_checked(cast):
    refs = (cast.bo.public_id, cast.ana.public_id)
    letters = {"fr": Letter("", "sans lien"), "en": Letter("Come\nin", "[link]")}
    answers = Answers(crm_refs=refs, letters=letters)
    assert sorted(told(check_letters(answers))) == [
        ("en_subject", "subject_has_line_break"),
        ("fr_body", "link_missing"),
        ("fr_subject", "subject_missing"),
    ]
    alone = Answers(crm_refs=(cast.bo.public_id,), letters={"fr": Letter("", "")})
    assert told(check_letters(alone)) == []


@pytest.mark.parametrize("payload", ["{{ 7 }}", "{% now %}", "%(first_name)s", "${link}"])
def test_what_looks_like_a_template_is_text(actor, cast, payload):
    letters = {"en": Letter(f"Come {payload}", f"{payload} [link]")}
    answers = Answers(crm_refs=(cast.bo.public_id,), letters=letters)
    assert told(check_letters(answers)) == []
    assert payload in draft.preview(answers, actor, "").text
