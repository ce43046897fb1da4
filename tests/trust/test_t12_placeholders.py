"""T12: an edited message is never a template: whatever is typed arrives as it was typed."""

import os
from email import message_from_bytes, policy

import pytest
from django.test import override_settings

from lorgnette.invitations import draft, send
from lorgnette.kernel import clock
from lorgnette.mail.deliver import deliver_due
from lorgnette.mail.letters import Letter
from lorgnette.mail.models import MailboxMail
from lorgnette.users.actors import actor_of
from tests.cast import invited
from tests.mail.letters import QUICK

pytestmark = pytest.mark.django_db

SHAPES = (
    "{{ %s }}",
    "{{%s}}",
    "{%% %s %%}",
    "{# %s #}",
    "%%(%s)s",
    "${%s}",
    "$%s",
    "{%s}",
    "{0.%s}",
    "<%%= %s %%>",
    "#{%s}",
    "[[%s]]",
    "[%s]",
    "<script>%s</script>",
    "<img src=x onerror=%s>",
)
INSIDES = (
    "7*7",
    "inviter",
    "settings.SECRET_KEY",
    "debug",
    "load i18n",
    "include '/etc/passwd'",
    "request.user.password",
    "self.__class__.__mro__",
)
MANY = 1_000 if os.environ.get("LORGNETTE_TRUST") == "long" else 120


def payloads() -> list[str]:
    """Every shape around every inside, then pairs of them; no placeholder of ours."""
    single = [shape % inside for shape in SHAPES for inside in INSIDES]
    single = [text for text in single if "[inviter]" not in text]
    pairs = (f"{a} {b}" for a in single for b in reversed(single))
    return [*single, *pairs][:MANY]


@pytest.fixture
def written():
    """A draft for Dafydd whose body holds all payloads, and its writer."""
    with clock.pretend(invited.MONDAY):
        invited.aubier()
        helene, cast = invited.administrator(), invited.sellers()
        yield helene, cast


def in_parts(found: list[str], limit: int = 8_000) -> list[str]:
    """Bodies within the limit of a message, one payload a paragraph."""
    bodies, body = [], "[link]"
    for payload in found:
        if len(body) + len(payload) > limit:
            bodies.append(body)
            body = "[link]"
        body += f"\n\n{payload}"
    return [*bodies, body]


def squeezed(text: str) -> str:
    """Without the line ends that wrapping made."""
    return " ".join(text.split())


def test_the_payloads_are_many_and_differ():
    found = payloads()
    assert len(found) >= 50
    assert len(set(found)) == len(found)


def test_in_the_preview_every_payload_stands_literally(written, client):
    helene, cast = written
    client.force_login(helene)
    for body in in_parts(payloads()):
        ref = invited.drafted(helene, cast.dafydd, letters={"en": Letter("[inviter]", body)})
        rendered = draft.preview(draft.load(helene, ref), actor_of(helene), "", "en")
        html = client.get(f"/admin/invite/{ref}/preview/").content.decode()
        assert rendered.html.count("<body") == 1
        for payload in body.split("\n\n")[1:]:
            escaped = _escaped(payload)
            assert squeezed(payload) in squeezed(rendered.text)
            assert escaped in html
            if escaped != payload:
                assert payload not in html


@override_settings(DEMO=True)
def test_in_the_mail_every_payload_stands_literally(written):
    helene, _cast = written
    for number, body in enumerate(in_parts(payloads())):
        person = invited.crm_user("Bo", f"Ek {number}", f"bo{number}@aubier.example")
        letter = Letter("{{ inviter }} %(inviter)s ${inviter} [inviter]", body)
        ref = invited.drafted(helene, person, letters={"en": letter})
        send.send(actor_of(helene), ref)
        deliver_due("worker", pace=QUICK)
        row = MailboxMail.objects.get(to_address=person.address)
        mail = message_from_bytes(bytes(row.source), policy=policy.default)
        text = squeezed(mail.get_body(("plain",)).get_content())
        html = mail.get_body(("html",)).get_content()
        assert mail["Subject"] == "{{ inviter }} %(inviter)s ${inviter} Hélène Dubreuil"
        for payload in body.split("\n\n")[1:]:
            assert squeezed(payload) in text
            assert _escaped(payload) in html


def test_what_a_placeholder_brings_in_is_not_read_again(written):
    helene, _cast = written
    odd = invited.crm_user("[link]", "{{ 7*7 }}", "odd@aubier.example", language="en")
    ref = invited.drafted(helene, odd, letters={"en": Letter("Hi", "Hello [first_name]\n\n[link]")})
    rendered = draft.preview(draft.load(helene, ref), actor_of(helene), "", "en")
    assert "Hello [link]" in rendered.text


def _escaped(text: str) -> str:
    for raw, safe in (
        ("&", "&amp;"),
        ("<", "&lt;"),
        (">", "&gt;"),
        ("'", "&#x27;"),
        ('"', "&quot;"),
    ):
        text = text.replace(raw, safe)
    return text
