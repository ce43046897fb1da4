"""Editing from the sheet: typed, looked over, saved; and inviting a former person again."""

from lorgnette.access.models import Grant
from lorgnette.invitations import accept, amend
from lorgnette.kernel import clock
from lorgnette.mail import outcomes
from lorgnette.mail.models import Message
from lorgnette.users.actors import actor_of
from tests.cast import invited
from tests.web_sales_users.conftest import address_of


def gone(person):
    message = invited.current(person).message
    Message.objects.filter(pk=message.pk).update(handed_at=clock.now())
    message.refresh_from_db()
    outcomes.sent(message, delivered=False)


def looked_over(browser, person, **typed):
    answer = browser.post(address_of(person, "edit/"), {"do": "review"} | typed)
    return answer, answer.context["form"]


def saved(browser, person, form, **typed):
    return browser.post(
        address_of(person, "edit/"), {"do": "save", "token": form.token} | typed, follow=True
    )


def test_the_consequences_are_said_before_anything_is_done(browser, sellers):
    gone(sellers.bo)
    token = invited.current(sellers.bo).token_digest
    typed = {"address": "bo.e@aubier.example"}
    answer, form = looked_over(browser, sellers.bo, **typed)
    page = answer.content.decode()
    assert (
        "The mail to bo.ek@aubier.example has gone out; its link will stop working "
        "and a new mail goes to bo.e@aubier.example." in page
    )
    assert invited.current(sellers.bo).token_digest == token
    answer = saved(browser, sellers.bo, form, **typed)
    assert "A new link is on its way" in answer.content.decode()
    assert "bo.e@aubier.example" in answer.content.decode()


def test_the_sheet_of_the_old_address_leads_to_the_new_one_and_counts_once(browser, sellers):
    old, roles = address_of(sellers.bo), "/admin/users-roles/roles/"
    before = [role.people for role in browser.get(roles).context["roles"]]
    typed = {"address": "bo.e@aubier.example"}
    _answer, form = looked_over(browser, sellers.bo, **typed)
    saved(browser, sellers.bo, form, **typed)
    for path in (old, f"{old}revoke/"):
        moved = browser.get(path, follow=True)
        assert moved.redirect_chain
        assert "This invitation was sent to another address." in moved.text
        assert "bo.e@aubier.example" in moved.text
    assert [role.people for role in browser.get(roles).context["roles"]] == before
    assert browser.get("/admin/users-roles/sales-users/nobody/").status_code == 404


def test_another_day_alone_mails_nobody(browser, sellers):
    gone(sellers.bo)
    typed = {"until": "other", "day": "2026-12-24"}
    answer, form = looked_over(browser, sellers.bo, **typed)
    page = answer.content.decode()
    assert "Nobody is mailed." in page
    assert "Never becomes 24 December 2026" in page
    saved(browser, sellers.bo, form, **typed)
    assert invited.current(sellers.bo).last_day.isoformat() == "2026-12-24"


def test_what_changed_since_is_looked_over_again(browser, sellers):
    typed = {"until": "other", "day": "2026-12-24"}
    _answer, form = looked_over(browser, sellers.bo, **typed)
    assert form.token.startswith("unsent")
    gone(sellers.bo)
    answer = saved(browser, sellers.bo, form, **typed)
    assert "Nobody is mailed." in answer.content.decode()
    assert invited.current(sellers.bo).last_day is None


def test_a_mistake_is_told_beside_its_field_and_nothing_typed_is_lost(browser, sellers):
    answer, form = looked_over(browser, sellers.bo, address="bo@", first_name="Beau")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="edit-address-error"' in page
    assert 'value="Beau"' in page


def test_a_wider_view_is_warned_of(browser, sellers):
    invited.account("Kestrel", sellers.ana)
    answer, _form = looked_over(browser, sellers.bo, scope="all")
    assert "This shows more than was offered before" in answer.content.decode()


def test_a_crm_user_can_be_searched_and_chosen(browser, sellers):
    there = address_of(sellers.bo, "edit/")
    page = browser.post(there, {"do": "search", "scope": "chosen", "q": "lindq"}).content.decode()
    assert "Ana Lindqvist" in page
    typed = {"scope": "chosen", "chosen_ref": sellers.ana.public_id}
    _answer, form = looked_over(browser, sellers.bo, **typed)
    saved(browser, sellers.bo, form, **typed)
    assert invited.current(sellers.bo).chosen == sellers.ana


def test_nothing_pending_is_nothing_to_edit(browser, sellers):
    answer = browser.get(address_of(sellers.dafydd, "edit/"))
    assert answer.status_code == 409
    assert "There is no pending invitation to edit." in answer.content.decode()


def test_a_former_access_is_restored(browser, sellers, helene):
    amend.revoke(invited.member_ref(sellers.dafydd), actor_of(helene))
    page = browser.get(address_of(sellers.dafydd, "invite-again/")).content.decode()
    assert "Restore" in page
    assert "Start fresh" in page
    answer = browser.post(address_of(sellers.dafydd, "restore/"), follow=True)
    assert "is as it was" in answer.content.decode()
    assert Grant.objects.get().revoked_at is None


def test_a_fresh_start_opens_the_wizard_with_that_one_person(browser, sellers, helene):
    amend.revoke(invited.member_ref(sellers.dafydd), actor_of(helene))
    answer = browser.post(address_of(sellers.dafydd, "invite-again/"), follow=True)
    assert "/invite/" in answer.redirect_chain[-1][0]
    assert "Dafydd Prys-Howell" in answer.content.decode()
    assert Grant.objects.get().revoked_at


def test_who_waits_is_not_invited_again(browser, sellers):
    for way in ("invite-again/", "restore/"):
        answer = browser.post(address_of(sellers.ana, way))
        assert answer.status_code == 409
        assert "An invitation waits for an answer." in answer.content.decode()
    assert accept.look(invited.token(sellers.ana))
