"""“Never invite me again” is kept, whoever asks next."""

import pytest

from lorgnette.audit.models import Entry
from lorgnette.invitations import candidates, progress, unwanted
from lorgnette.invitations.accept import LinkDeclined, look
from lorgnette.invitations.answers import from_json
from lorgnette.invitations.checks import check_people
from lorgnette.invitations.models import Draft
from lorgnette.invitations.returned import take
from lorgnette.kernel.actor import Actor
from lorgnette.mail import suppression
from lorgnette.mail.models import Message
from lorgnette.mail.never_again import NeverLinkUnknown, never_link
from tests.cast import invited
from tests.mail.returned import of

pytestmark = pytest.mark.django_db
ADMIN = Actor("administrator", "helene", "Hélène Dubreuil")


@pytest.fixture
def cast():
    invited.aubier()
    return invited.sellers()


@pytest.fixture
def helene(cast):
    return invited.administrator()


def token_for(address: str) -> str:
    return never_link(address).rpartition("/")[2]


def test_the_pending_invitation_is_declined_and_its_link_dead(cast, helene):
    batch = invited.invite(helene, cast.dafydd)
    link, token = invited.token(cast.dafydd), token_for(cast.dafydd.address)
    assert unwanted.look(token).pending
    unwanted.never_again(token, ip="198.51.100.24")
    with pytest.raises(LinkDeclined):
        look(link)
    assert progress.batch(batch).counts["declined"] == 1
    assert Message.objects.get().final
    (entry,) = Entry.objects.filter(verb="invitation.declined")
    assert entry.values["because"] == "never_again"


def test_twice_is_once(cast, helene):
    invited.invite(helene, cast.dafydd)
    for _twice in range(2):
        unwanted.never_again(token_for(cast.dafydd.address))
    assert Entry.objects.filter(verb="mail.suppressed").count() == 1
    assert suppression.count() == 1


def test_the_picker_tells_why_and_send_skips(cast, helene):
    draft = invited.drafted(helene, cast.dafydd, cast.ana)
    unwanted.never_again(token_for(cast.ana.address))
    found = candidates.search(candidates.CrmFilter())
    assert "Ana Lindqvist" not in [one.name for one in found.page.rows]
    (ana,) = [one for one in found.blocked if one.name == "Ana Lindqvist"]
    assert ana.reason.code == "suppressed"
    batch = invited.send.send(invited.actor_of(helene), draft)
    assert [s.reason.code for s in progress.batch(batch).skipped] == ["suppressed"]


def test_the_typed_address_is_refused_beside_its_field(cast, helene):
    unwanted.never_again(token_for("eva@partner.example"))
    invited.drafted_by_email(helene)
    (refusal,) = check_people(from_json(Draft.objects.get().answers))
    assert (refusal.code, refusal.field) == ("suppressed", "address")


def test_the_person_may_think_better_of_it(cast, helene):
    token = token_for(cast.dafydd.address)
    unwanted.never_again(token)
    assert unwanted.look(token).since
    unwanted.invite_again(token)
    assert unwanted.look(token).since is None
    invited.invite(helene, cast.dafydd)


def test_an_administrator_needs_a_reason_which_is_kept(cast, helene):
    unwanted.never_again(token_for(cast.dafydd.address))
    (row,) = suppression.listed().rows
    with pytest.raises(suppression.LiftReasonMissing):
        suppression.lift(row.ref, ADMIN, "  ")
    suppression.lift(row.ref, ADMIN, "Asked me by telephone")
    entry = Entry.objects.select_related("detail").get(verb="mail.suppression_lifted")
    assert entry.detail.personal["about"]["reason"] == "Asked me by telephone"
    with pytest.raises(suppression.SuppressionMissing):
        suppression.lift(row.ref, ADMIN, "again")


def test_a_complaint_says_never_and_declines(cast, helene):
    batch = invited.invite(helene, cast.dafydd)
    assert take(of(Message.objects.get(), "complaint")).outcome == "complained"
    assert progress.batch(batch).counts["complained"] == 1
    found = candidates.search(candidates.CrmFilter())
    reasons = {one.name: one.reason.code for one in found.blocked}
    assert reasons["Dafydd Prys-Howell"] == "complained"


@pytest.mark.parametrize("token", ["", "x", "gAAAAA" * 20, "é" * 50, "x" * 5000])
def test_any_other_link_is_nobodys(token):
    with pytest.raises(NeverLinkUnknown):
        unwanted.look(token)
