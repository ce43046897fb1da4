"""T18: however many workers look at the same moment, each notice and each digest is one."""

import pytest
from django.db import connection

from lorgnette.access.digests import send_digests
from lorgnette.access.models import Digest, Grant, Notice
from lorgnette.access.notices import send_due
from lorgnette.access.reminders import moment
from lorgnette.kernel import clock
from lorgnette.mail.models import Message
from tests.access.test_notices import LAST
from tests.cast.people import AT, aubier, granted, helene, user
from tests.trust.races import LONG, at_once, shared_database

WORKERS, PEOPLE, ROUNDS = 4, 60, 20 if LONG else 2
WEEK = moment("week", LAST, "Europe/Paris")


def work(verb):
    def one() -> None:
        with clock.pretend(WEEK):
            verb()

    return one


@pytest.mark.django_db(transaction=True)
def test_several_workers_tell_each_person_and_each_inviter_once(tmp_path):
    aubier()
    inviter = helene()
    with clock.pretend(AT):
        for number in range(PEOPLE):
            granted(user("Seller", f"{number:03}").member, last_day=LAST)
    Grant.objects.update(inviter=inviter.member)
    with shared_database(tmp_path):
        for _round in range(ROUNDS):
            Digest.objects.all().delete()
            Notice.objects.all().delete()
            Message.objects.all().delete()
            assert at_once([work(send_due)] * WORKERS) == {"done": WORKERS}
            work(send_due)()  # what one found held by another
            assert at_once([work(send_digests)] * WORKERS) == {"done": WORKERS}
            letters = Message.objects.filter(kind="access_reminder")
            assert letters.count() == PEOPLE
            assert letters.values("to_address").distinct().count() == PEOPLE
            assert Notice.objects.exclude(message=None).count() == PEOPLE
            assert Message.objects.filter(kind="inviter_digest").count() == 1
        connection.close()
