"""Bad input, item by item and both ways of inviting, through the pages and a folder of CSV files.

A clear word where it was typed or a report for its row; nothing else of the batch lost; nothing
executed; nothing sent twice. More of each item is told beside the room that refuses it:

    addresses           tests/kernel/test_addresses.py, tests/trust/test_t05_lookalikes.py
    names               tests/kernel/test_names.py
    who can be invited  tests/invitations/test_candidates.py
    days                tests/access/test_last_day.py, tests/trust/test_t18_expiry_zones.py
    messages            tests/trust/test_t12_placeholders.py, tests/web_invite/test_message.py
    CSV                 tests/crm/csv_folder, tests/crm/test_problems.py, test_t14_csv_formula.py
    sent once           tests/invitations/test_send.py, tests/trust/test_t02_double_accept.py
"""

import pytest

from lorgnette.crm import runs
from lorgnette.directory.models import CrmUser
from lorgnette.directory.search import CrmFilter
from lorgnette.invitations import accept, draft
from lorgnette.invitations.models import Batch, Invitation
from lorgnette.kernel import clock
from lorgnette.mail.models import Message
from tests.cast import invited, people
from tests.cast.crm import Folder
from tests.web_invite.wizard import Wizard, beside, body, value, words

pytestmark = pytest.mark.django_db

GOOD = {"first_name": "Eva", "last_name": "Noor", "address": "eva@partner.example"}
LEFT_OUT = {
    "no-address": "No e-mail address in the CRM.",
    "inactive": "Inactive in the CRM since 23 November 2026.",
    "twin": "Same address as Kim First, who is invited for both.",
    "look-alike": "The e-mail address in the CRM cannot be used: “p\u0430ul@aubier.example”.",
    "several": "The e-mail address in the CRM cannot be used: “a@x.example; b@x.example”.",
    "invited": "Already invited, link valid until 30 November 2026.",
    "user": "Already a user since 23 November 2026.",
}
# The person is taken; what is wrong with the name is told, and it goes no further.
NAMES = {
    "bell": "Ann\x07",
    "bidi": "Ann\u202e",
    "url": "See http://evil.example",
    "html": "<script>alert(1)</script>",
}
TEMPLATES = "{{ 7*7 }} {% now %} %(x)s ${x} {0} [nope]"


@pytest.fixture(autouse=True)
def _monday():
    with clock.pretend(invited.MONDAY):
        yield


@pytest.fixture
def wizard(client, db):
    invited.aubier()
    helene = people.helene()
    client.force_login(helene)
    return Wizard(client, helene, draft.start(helene))


@pytest.fixture
def folder(tmp_path):
    """Two good people among everybody who is wrong in some way."""
    folder = Folder(tmp_path)
    columns = ("id", "first_name", "last_name", "email", "active", "title")
    rows = [
        ("good", "Ana", "Good", "ana@aubier.example", "true", ""),
        ("formula", "Bo", "Good", "bo@aubier.example", "true", "=cmd|' /C calc'!A0"),
        ("no-address", "Nina", "None", "", "true", ""),
        ("inactive", "Zoé", "Left", "zoe@aubier.example", "false", ""),
        ("first", "Kim", "First", "kim@aubier.example", "true", ""),
        ("twin", "Kim", "Second", "KIM@aubier.example", "true", ""),
        ("look-alike", "Paul", "Cyrillic", "p\u0430ul@aubier.example", "true", ""),
        ("several", "Sev", "Eral", "a@x.example; b@x.example", "true", ""),
        ("invited", "In", "Vited", "invited@aubier.example", "true", ""),
        ("user", "Al", "Ready", "user@aubier.example", "true", ""),
        *((ref, name, "Odd", f"{ref}@aubier.example", "true", "") for ref, name in NAMES.items()),
    ]
    folder.write_rows("users.csv", [dict(zip(columns, row, strict=True)) for row in rows])
    assert folder.sync().state == "done"
    return folder


def person(ref: str) -> CrmUser:
    return CrmUser.objects.get(external_id=ref)


def told_by(folder: Folder):
    """The problems of the last run."""
    last = runs.latest(folder.source.ref)
    return runs.problems(last.ref, size=99).rows


def everybody(wizard, **answers):
    """Select-all and all three steps; the answer to Send."""
    kept = {"all_matching": CrmFilter(), "account_insight": True} | answers
    draft.change(wizard.owner, wizard.ref, **kept)
    return wizard.post("invite_send")


def test_by_crm_the_good_are_invited_once_and_each_other_is_named_with_the_reason(wizard, folder):
    invited.invite(wizard.owner, person("invited"), person("user"))
    accepted = invited.token(person("user"))
    accept.accept(accepted, password_hash=invited.UNUSABLE_HASH)
    page = words(body(wizard.get("invite_people", way="crm")))
    for ref, why in LEFT_OUT.items():
        assert f"{person(ref).name} {why}" in page, ref
    assert everybody(wizard).status_code == 302
    assert everybody(wizard)["Location"] == everybody(wizard)["Location"]
    sent = set(Invitation.objects.values_list("member__address", flat=True))
    able = {"ana", "bo", "kim", *NAMES}
    assert sent == {f"{name}@aubier.example" for name in (*able, "invited", "user")}
    assert Message.objects.count() == len(sent)


def test_by_crm_every_bad_cell_is_told_with_its_line_and_column(wizard, folder):
    told = {(one.line, one.column, one.code) for one in told_by(folder)}
    assert {
        (3, "title", "looks_like_formula"),
        (8, "email", "address_not_ascii"),
        (9, "email", "several_addresses"),
        (12, "first_name", "name_has_invisible"),
        (13, "first_name", "name_has_invisible"),
        (14, "first_name", "name_has_markup"),
        (15, "first_name", "name_has_markup"),
    } <= told
    assert [person(ref).first_name for ref in NAMES] == [""] * len(NAMES)


@pytest.mark.parametrize("text", ["last_name,email\nOne,one@aubier.example\n", "\n", "\x00\x01"])
def test_by_crm_a_file_without_its_columns_is_told_of_and_loses_nobody(wizard, folder, text):
    before = CrmUser.objects.filter(gone_at=None).count()
    folder.write("users.csv", text)
    folder.sync()
    assert CrmUser.objects.filter(gone_at=None).count() == before
    assert "users.csv" in {problem.file for problem in told_by(folder)}


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_by_crm_a_file_in_another_encoding_loses_nobody(wizard, folder, encoding):
    before = CrmUser.objects.filter(gone_at=None).count()
    text = (folder.path / "users.csv").read_text(encoding="utf-8").replace("\u0430", "a")
    text = text.replace("\u202e", "")
    (folder.path / "users.csv").write_bytes(text.encode(encoding))
    folder.sync()
    assert CrmUser.objects.filter(gone_at=None).count() == before


def test_by_crm_the_longest_names_and_addresses_hold_nobody_up(wizard, folder):
    """PostgreSQL counts characters, and one row too long would take the whole batch with it."""
    address = f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 50}.example"
    for number, (first, last) in enumerate(
        [("é", "x"), ("\ufdfa", "\ufdfa"), ("\u1ec7", "\ufb03")]
    ):
        folder.add(
            "users.csv", f"l-{number},{first * 200},{last * 200},{number}{address[1:]},true,"
        )
    assert folder.sync().state == "done"
    invited.invite(wizard.owner, person("invited"), person("user"))
    assert everybody(wizard).status_code == 302
    assert Invitation.objects.filter(member__name__startswith="é" * 200).exists()
    assert Message.objects.filter(to_address__endswith=address[1:]).count() == 3
    for ref in Message.objects.values_list("about_ref", flat=True):
        assert wizard.client.get(f"/admin/users-roles/sales-users/{ref}/").status_code == 200


BY_EMAIL = [
    ("address", "", "Enter an e-mail address."),
    ("address", "inactive@aubier.example", "Inactive in the CRM since"),
    ("address", "INVITED@aubier.example", "Already invited, link valid until"),
    ("address", "user@aubier.example", "Already a user since"),
    ("address", "p\u0430ul@aubier.example", "can be mistaken for another"),
    ("address", "paul@\u0430ubier.example", "mixes alphabets that look alike"),
    ("address", "a@x.example, b@x.example", "holds several"),
    ("address", "a@x.example\r\nBcc: b@x.example", "holds several"),
    ("first_name", "Ev\x07a", "U+0007"),
    ("first_name", "Ev\u202ea", "U+202E"),
    ("last_name", "No\r\nor", "U+000D"),
    ("last_name", "See http://evil.example", "A name cannot hold a web address"),
    ("last_name", "<b>Noor</b>", "A name cannot hold a web address"),
    ("last_day", "2026-11-22", "This day is over."),
    ("last_day", "9999-12-31", "The latest day is 23 November 2036."),
    ("last_day", "2026-02-30", "is not a day"),
]


@pytest.mark.parametrize(("field", "typed", "said"), BY_EMAIL)
def test_by_email_it_is_said_beside_the_field_and_nothing_else_is_lost(wizard, field, typed, said):
    invited.crm_user(
        "Zoé", "Left", "inactive@aubier.example", active=False, inactive_since=clock.now()
    )
    two = [invited.crm_user("P", f"Of {n}", f"{n}@aubier.example") for n in ("invited", "user")]
    invited.invite(wizard.owner, *two)
    accept.accept(invited.token(two[1]), password_hash=invited.UNUSABLE_HASH)
    answer = wizard.post("invite_people", way="email", do="next", **GOOD | {field: typed})
    assert answer.status_code == 422
    assert said in beside(body(answer), field)
    kept = {name: text for name, text in GOOD.items() if name != field}
    assert {name: value(body(answer), name) for name in kept} == kept
    if said == "is not a day":
        return  # no draft can keep it: what is kept is the day before it was typed
    # Walking on by hand meets the same words, never a failure, and sends nothing.
    for door in ("invite_permissions", "invite_message", "invite_preview"):
        assert wizard.get(door).status_code in (200, 302, 404)
    for door in ("invite_permissions", "invite_message", "invite_test", "invite_send"):
        assert wizard.post(door, account_insight="1", scope="all").status_code in (302, 422)
    assert Batch.objects.count() == 1
    assert Message.objects.exclude(kind="test").count() == 2


@pytest.mark.parametrize(
    ("subject", "text", "said"),
    [
        ("Hello", "no way in", "The message has no link."),
        ("Hello [link]", "[link]", "The link cannot stand in the subject."),
        ("Hello\r\nBcc: evil@evil.example", "[link]", "The subject holds a line break"),
        ("", "[link]", "Write a subject."),
        ("Hello", "[link]" + "x" * 1_000_000, "at most 10000 are sent"),
    ],
)
def test_a_message_that_cannot_be_sent_says_why_and_nothing_leaves(wizard, subject, text, said):
    ana = invited.crm_user("Ana", "Good", language="en")
    draft.change(wizard.owner, wizard.ref, crm_refs=(ana.public_id,), account_insight=True)
    answer = wizard.post("invite_send", en_subject=subject, en_body=text)
    assert answer.status_code == 422
    assert said in words(body(answer))
    assert not Message.objects.exists()
    assert wizard.post("invite_send", en_subject="Hello", en_body="[link]").status_code == 302
    assert Message.objects.count() == 1


def test_the_speech_of_template_engines_is_sent_as_it_was_typed(wizard):
    ana = invited.crm_user("Ana", "Good", language="en")
    draft.change(wizard.owner, wizard.ref, crm_refs=(ana.public_id,), account_insight=True)
    wizard.post("invite_send", en_subject=TEMPLATES, en_body=f"{TEMPLATES}\n\n[link]")
    message = Message.objects.get()
    assert message.text.subject == TEMPLATES
    assert message.text.body.startswith(TEMPLATES)
