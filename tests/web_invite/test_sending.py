"""Send, from the first page to the batch, as a browser without scripts does it."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from lorgnette.invitations import accept, draft
from lorgnette.invitations.models import Batch, Invitation
from lorgnette.kernel import clock
from lorgnette.mail.models import Message
from lorgnette.workspace.models import Workspace
from tests.cast import invited
from tests.web_invite.wizard import HTMX, Wizard, body, words


def written(wizard, cast):
    wizard.choose(cast.dafydd, cast.ana, last_day="2026-12-31", reason="Winter")
    wizard.permit()
    return wizard.texts(en_subject="See your accounts, [first_name]")


def test_from_the_first_page_to_the_outbox_without_scripts(client, helene, cast):
    client.force_login(helene)
    first = client.get(reverse("invite"))["Location"]
    wizard = Wizard(client, helene, first.split("/")[3])
    response = wizard.post("invite_send", **written(wizard, cast))
    batch = Batch.objects.get()
    assert response["Location"] == reverse("batch", args=[batch.public_id])
    assert Message.objects.filter(batch_ref=batch.public_id).count() == 2
    english = Message.objects.get(language="en")
    assert english.text.subject == "See your accounts, [first_name]"
    assert english.to_address == "dafydd.prys-howell@aubier.example"
    assert {i.member.name for i in Invitation.objects.all()} == {
        "Dafydd Prys-Howell",
        "Ana Lindqvist",
    }
    page = words(body(client.get(response["Location"])))
    assert "Inviting 2 sales users" in page
    assert "0 of 2 have left this server" in page


def test_pressing_send_twice_sends_once_and_leads_to_the_same_batch(wizard, cast):
    texts = written(wizard, cast)
    first = wizard.post("invite_send", **texts)
    second = wizard.post("invite_send", **texts)
    assert second["Location"] == first["Location"]
    assert Message.objects.count() == 2


def test_a_draft_that_was_sent_leads_to_its_batch(wizard, cast):
    sent = wizard.post("invite_send", **written(wizard, cast))["Location"]
    for door in ("invite_people", "invite_permissions", "invite_message", "invite_preview"):
        assert wizard.get(door)["Location"] == sent
    response = wizard.post("invite_people", htmx=True, way="crm")
    assert response["HX-Redirect"] == sent


def test_a_day_that_has_passed_meanwhile_is_said_with_the_way_back(wizard, cast):
    texts = written(wizard, cast)
    Workspace.objects.update(session_idle_days=365, session_days=365)
    with clock.pretend(invited.MONDAY + timedelta(days=60)):
        response = wizard.post("invite_send", **texts)
    assert response.status_code == 422
    page = body(response)
    assert "Go to the step where it can be changed" in page
    assert f'href="{wizard.address("invite_people")}"' in page
    assert not Message.objects.exists()


def test_who_stopped_being_invitable_is_skipped_and_reported(wizard, cast, helene):
    texts = written(wizard, cast)
    invited.invite(helene, cast.ana)
    response = wizard.post("invite_send", **texts)
    page = words(body(wizard.client.get(response["Location"])))
    assert "Inviting 1 sales user " in page
    assert "Skipped 1 They could no longer be invited when you pressed Send." in page
    assert "Ana Lindqvist ana.lindqvist@aubier.example Already invited" in page


def test_another_administrators_draft_does_not_exist(client, wizard, cast):
    client.force_login(invited.administrator("Odile", "Marchetti"))
    for door in ("invite_people", "invite_permissions", "invite_message", "invite_preview"):
        assert wizard.get(door).status_code == 404
    for door in ("invite_people", "invite_permissions", "invite_test", "invite_send"):
        assert wizard.post(door).status_code == 404
    assert wizard.get("invite_matching").status_code == 404
    assert wizard.get("invite_crm_users").status_code == 404


def test_for_a_sales_user_there_is_no_wizard(client, wizard, helene, cast):
    batch_ref = invited.invite(helene, cast.bo)
    seller = accept.accept(invited.token(cast.bo), password_hash=invited.UNUSABLE_HASH)
    client.force_login(seller)
    for door in ("invite_people", "invite_permissions", "invite_message"):
        assert wizard.get(door).status_code == 404
    assert wizard.post("invite_send").status_code == 404
    for address in (
        reverse("invite"),
        reverse("batch", args=[batch_ref]),
        reverse("batch_rows", args=[batch_ref]),
    ):
        assert client.get(address).status_code == 404
    assert client.post(reverse("batch_resend", args=[batch_ref])).status_code == 404


def test_a_stranger_signs_in_first(wizard):
    response = Client(headers={"host": "insight.aubier.example"}).get(
        wizard.address("invite_people"), secure=True
    )
    assert response.status_code == 302
    assert "sign-in" in response["Location"]


def test_without_its_token_no_form_of_the_wizard_is_heard(wizard, helene):
    browser = Client(enforce_csrf_checks=True, headers={"host": "insight.aubier.example"})
    browser.force_login(helene)
    for door in (
        "invite_people",
        "invite_permissions",
        "invite_message",
        "invite_test",
        "invite_send",
    ):
        for headers in ({}, HTMX):
            response = browser.post(wizard.address(door), headers=headers, secure=True)
            assert response.status_code == 403, door
    assert draft.sent_batch(helene, wizard.ref) == ""


def test_a_ref_that_nobody_made_is_no_error(client, wizard):
    for ref in ("nobody", "a'b"):
        assert client.get(f"/admin/invite/{ref}/people/").status_code == 404
        assert client.get(f"/admin/invite/batches/{ref}/").status_code == 404
