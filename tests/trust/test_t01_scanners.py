"""T1: a link scanner that visits as often as it likes changes no status, seat, user or grant."""

import pytest

from lorgnette.access.models import Grant
from lorgnette.audit.models import Entry
from lorgnette.invitations import accept, roster, visits
from lorgnette.mail.models import Message
from lorgnette.users.models import Member, User
from tests.cast import invited
from tests.trust.races import LONG

pytestmark = pytest.mark.django_db
VISITS = 10_000 if LONG else 200


def everything():
    """All that a visit could change, but the fact that the link was fetched."""
    invitations = invited.Invitation.objects.order_by("pk").values()
    return [
        [{key: value for key, value in row.items() if key != "visited_at"} for row in invitations],
        *(list(model.objects.order_by("pk").values()) for model in (Grant, User, Member, Message)),
        roster.counts(),
    ]


def test_many_visits_change_nothing_and_the_human_still_accepts():
    invited.aubier()
    bo = invited.sellers().bo
    invited.invite(invited.administrator(), bo)
    token, before = invited.token(bo), everything()
    for visit in range(VISITS):
        assert accept.look(token).name == "Bo Ek"
        if visit % 2:
            visits.visited(token, agent="scanner")
    assert everything() == before
    assert Entry.objects.filter(verb="invitation.visited").count() == 1
    accept.accept(token, password_hash=invited.UNUSABLE_HASH)
    assert Grant.objects.count() == 1


def test_visits_do_not_bring_a_dead_link_back():
    invited.aubier()
    bo = invited.sellers().bo
    invited.invite(invited.administrator(), bo)
    token = invited.token(bo)
    accept.decline(token)
    before = everything()
    for _visit in range(VISITS):
        visits.visited(token)
        accept.opened(token)
        with pytest.raises(accept.LinkDeclined):
            accept.look(token)
    assert everything() == before
    assert invited.current(bo).visited_at is None
