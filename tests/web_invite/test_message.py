"""Step 3: Hélène writes the message and looks at it as each recipient."""

import pytest

from lorgnette.invitations import draft
from lorgnette.mail.models import Message
from tests.cast import invited
from tests.web_invite.wizard import area, areas, beside, body, value, words

ENGINE_SPEECH = "{{ 7|add:7 }} {% debug %} %(inviter)s ${link} {inviter} <b>bold</b>"


@pytest.fixture
def third(wizard, cast):
    """The wizard at step 3, for Dafydd, who reads English, and Ana, who reads French."""
    invited.account("Banque Fictive", cast.dafydd)
    wizard.choose(cast.dafydd, cast.ana, last_day="2026-12-31")
    wizard.permit()
    return wizard


def test_there_is_one_text_for_each_language_present(third):
    page = body(third.get("invite_message"))
    assert areas(page) == ["en_body", "fr_body"]
    assert "[link]" in area(page, "en_body")
    assert "Bonjour" in area(page, "fr_body")
    assert "English 1" in words(page)
    assert "Français 1" in words(page)


def test_it_is_said_before_send_that_no_mail_leaves(third, settings):
    settings.SMTP_URL = ""
    page = words(body(third.get("invite_message")))
    assert "No SMTP server is set, so no mail leaves." in page
    assert "Send me a test" not in page
    settings.SMTP_URL = "smtp://127.0.0.1:25"
    page = words(body(third.get("invite_message")))
    assert "so no mail leaves" not in page
    assert "Send me a test" in page


def test_with_one_language_there_are_no_tabs(wizard, cast):
    wizard.choose(cast.dafydd)
    wizard.permit()
    assert "data-lg-tab" not in body(wizard.get("invite_message"))


def test_the_preview_is_the_mail_as_the_recipient_gets_it(third, cast):
    page = words(body(third.get("invite_message", language="fr")))
    assert "Hélène Dubreuil via Aubier Systems <lorgnette@aubier.example>" in page
    assert "Ana Lindqvist <ana.lindqvist@aubier.example>" in page
    shown = third.client.get(
        third.address("invite_preview"), {"as": cast.dafydd.public_id, "language": "en"}
    )
    html = words(body(shown))
    assert "Dafydd" in html
    assert "31 December 2026, 23:59:59 (Paris)" in html
    assert "dafydd.prys-howell@aubier.example" in html
    assert "1 account" in html


def test_the_preview_can_do_nothing(third, cast):
    shown = third.get("invite_preview")
    policy = shown["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert policy.endswith("sandbox")
    assert "script-src" not in policy
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in shown["Cache-Control"]
    frame = body(third.get("invite_message")).partition("<iframe ")[2].partition(">")[0]
    assert " sandbox " in frame
    assert "allow-" not in frame


def test_what_is_typed_is_kept_and_seen_at_once(third, cast):
    typed = third.texts(en_subject="Come and see, [first_name]", **{"as": cast.dafydd.public_id})
    response = third.post("invite_message", htmx=True, **typed)
    assert "Come and see, Dafydd" in words(body(response))
    assert "<html" not in body(response)
    again = body(third.get("invite_message"))
    assert value(again, "en_subject") == "Come and see, [first_name]"


def test_the_standard_text_unchanged_is_not_kept_as_edited(third):
    third.post("invite_message", **third.texts())
    assert third.answers.letters == {}


def test_without_scripts_the_preview_is_asked_for(third, cast):
    typed = third.texts(en_subject="Hello", language="fr", view="text")
    response = third.post("invite_message", do="save", **typed)
    assert response["Location"] == f"{third.address('invite_message')}?language=fr&view=text"
    assert third.answers.letters["en"].subject == "Hello"


def test_the_standard_text_comes_back(third):
    third.post("invite_message", **third.texts(en_subject="Hello", fr_subject="Bonjour"))
    third.post("invite_message", do="standard:en", **third.texts())
    assert list(third.answers.letters) == ["fr"]


def test_back_keeps_the_texts(third):
    response = third.post("invite_message", do="back", **third.texts(en_subject="Hello"))
    assert response["Location"] == third.address("invite_permissions")
    assert third.answers.letters["en"].subject == "Hello"


def test_a_test_mail_goes_to_its_writer_with_a_link_that_opens_nothing(third, cast):
    typed = third.texts(en_subject="Hello [first_name]", **{"as": cast.dafydd.public_id})
    response = third.client.post(third.address("invite_test"), typed)
    assert response.status_code == 302
    mail = Message.objects.get()
    assert (mail.kind, mail.to_address) == ("test", "helene.dubreuil@aubier.example")
    assert mail.values["first_name"] == "Dafydd"
    assert mail.text.subject == "Hello [first_name]"
    page = words(body(third.client.get(response["Location"])))
    assert "A test is on its way to helene.dubreuil@aubier.example." in page


def test_a_test_mail_in_the_language_that_is_looked_at(third, cast, settings):
    settings.SMTP_URL = "smtp://127.0.0.1:25"
    response = third.post("invite_test", htmx=True, **third.texts(language="fr"))
    assert "A test is on its way" in words(body(response))
    assert Message.objects.get().language == "fr"


def test_a_test_without_link_is_refused_beside_the_body(third):
    response = third.post("invite_test", **third.texts(fr_body="Bonjour", language="fr"))
    page = body(response)
    assert response.status_code == 422
    assert "The message has no link." in beside(page, "fr_body")
    assert area(page, "fr_body") == "Bonjour"
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("en_body", "Hello", "The message has no link."),
        ("fr_body", "Bonjour", "The message has no link."),
        ("en_subject", "", "Write a subject."),
        ("en_subject", "x" * 201, "The subject has 201 characters"),
        ("en_subject", "Come [link]", "The link cannot stand in the subject."),
        ("en_subject", "Hello\nBcc: x@y.example", "The subject holds a line break"),
        ("en_body", "[link]" + "x" * 10_000, "The message has 10,006 characters"),
        ("fr_body", "[link] \x07", "The message holds a control character"),
    ],
)
def test_what_cannot_be_sent_is_said_beside_it_and_kept(third, field, typed, said):
    response = third.post("invite_send", **third.texts(**{field: typed}))
    page = body(response)
    assert response.status_code == 422
    assert said.replace("10,006", "10006") in beside(page, field).replace("10,006", "10006")
    assert page.count(" autofocus") == 1
    assert value(page, "language") == field[:2]
    kept = area(page, field) if field.endswith("body") else value(page, field)
    assert kept == typed
    assert draft.sent_batch(third.owner, third.ref) == ""
    assert not Message.objects.exists()


def test_all_that_is_wrong_is_said_at_once(third):
    page = body(third.post("invite_send", **third.texts(en_subject="", en_body="", fr_body="")))
    assert beside(page, "en_subject")
    assert beside(page, "en_body")
    assert beside(page, "fr_body")


def test_the_speech_of_template_engines_stays_what_it_is(third, cast):
    typed = third.texts(en_subject=ENGINE_SPEECH[:150], en_body=f"{ENGINE_SPEECH}\n\n[link]")
    third.post("invite_message", **typed)
    page = body(third.get("invite_message"))
    assert ENGINE_SPEECH in area(page, "en_body")
    shown = body(third.get("invite_preview", language="en"))
    assert "{{ 7|add:7 }} {% debug %} %(inviter)s ${link} {inviter} &lt;b&gt;bold" in shown
