"""From the CRM list to a sales user: chosen, invited, mailed, accepted, listed."""

from datetime import date, timedelta

from lorgnette.access.policy import viewer_for
from lorgnette.invitations import accept, candidates, draft, progress, roster, send
from lorgnette.invitations.candidates import CrmFilter
from lorgnette.kernel import clock
from lorgnette.mail.models import Message
from tests.cast import invited


def test_somebody_chosen_in_the_crm_becomes_a_sales_user(helene, actor, cast):
    invited.account("Banque Fictive", cast.dafydd)
    invited.account("Meunier Frères", cast.ana, cast.dafydd)
    ref = draft.start(helene)
    found = candidates.search(CrmFilter(text="dafydd"))
    refs = tuple(candidate.ref for candidate in found.page.rows)
    draft.change(helene, ref, crm_refs=refs, last_day=date(2026, 12, 31), reason="Autumn")
    answers = draft.change(helene, ref, account_insight=True)
    assert draft.recipients(answers).sample[0].accounts == 2
    batch_ref = send.send(actor, ref)
    assert progress.batch(batch_ref).counts["queued"] == 1

    with clock.pretend(clock.now() + timedelta(minutes=3)):
        token = invited.token(cast.dafydd)
        offer = accept.look(token)
        assert (offer.invited_address, offer.accounts) == ("dafydd.prys-howell@aubier.example", 2)
        assert (offer.inviter, offer.last_day) == ("Hélène Dubreuil", date(2026, 12, 31))
        accept.opened(token)
        user = accept.accept(token, password_hash=invited.UNUSABLE_HASH)
    viewer = viewer_for(user)
    assert viewer.crm_user_ids == {cast.dafydd.pk}
    assert progress.batch(batch_ref).counts["accepted"] == 1
    (line,) = roster.list_members(status="active").rows
    assert (line.name, line.last_day) == ("Dafydd Prys-Howell", date(2026, 12, 31))
    timeline = [event.code for event in roster.member(line.ref).timeline]
    assert timeline == [
        "invitation.accepted",
        "access.granted",
        "user.created",
        "invitation.opened",
        "invitation.invited",
    ]


def test_somebody_typed_in_becomes_a_sales_user_who_sees_all_accounts(helene, actor):
    invited.account("Banque Fictive", None)
    send.send(actor, invited.drafted_by_email(helene))
    message = Message.objects.get()
    assert (message.to_address, message.to_name) == ("eva@partner.example", "Eva Noor")
    (line,) = roster.list_members().rows
    member = invited.Member.objects.get(public_id=line.ref)
    user = accept.accept(invited.token(member), password_hash=invited.UNUSABLE_HASH)
    assert viewer_for(user).crm_user_ids is None
