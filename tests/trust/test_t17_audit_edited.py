"""T17: every edit, deletion and reorder of the audit trail is found, after retention too."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from lorgnette.audit.models import Checkpoint, Detail, Entry
from lorgnette.audit.prune import prune
from lorgnette.audit.record import Subject, record_many
from lorgnette.audit.seal import seal_pending
from lorgnette.audit.verify import verify
from lorgnette.kernel import clock
from tests.cast.people import HELENE_ACTOR
from tests.trust.races import LONG

pytestmark = pytest.mark.django_db

LENGTH, ROUNDS, SEED = 30, 1_000 if LONG else 84, 2611
FIRST = datetime(2024, 1, 1, 8, 0, tzinfo=UTC)


def edit(entry: Entry, chance: random.Random) -> None:
    column, value = chance.choice(
        [
            ("verb", "access.revoked"),
            ("actor_ref", "somebody"),
            ("actor_kind", "system"),
            ("subject_ref", "somebody"),
            ("values", {"n": -1}),
            ("at", entry.at.replace(year=2020)),
            ("detail_digest", "0" * 64),
            ("hash", "0" * 64),
            ("public_id", "somethingelse"),
        ]
    )
    Entry.objects.filter(pk=entry.pk).update(**{column: value})


def edit_detail(entry: Entry, _chance: random.Random) -> None:
    Detail.objects.filter(pk=entry.pk).update(personal={"actor": {"name": "Somebody"}})


def delete(entry: Entry, _chance: random.Random) -> None:
    entry.delete()


def unseal(entry: Entry, _chance: random.Random) -> None:
    Entry.objects.filter(pk=entry.pk).update(seq=None, hash="")


def swap(entry: Entry, chance: random.Random) -> None:
    other = chance.choice(list(Entry.objects.exclude(pk=entry.pk)))
    for row, place in ((entry, -1), (other, entry.seq), (entry, other.seq)):
        Entry.objects.filter(pk=row.pk).update(seq=place)


def put_back(_entry: Entry, chance: random.Random) -> None:
    """An event where retention deleted one, or before the trail began."""
    first = Entry.objects.order_by("seq").first()
    Entry.objects.create(
        at=first.at,
        verb="access.revoked",
        actor_kind="system",
        actor_ref="worker",
        subject_kind="member",
        subject_ref="m",
        seq=chance.randrange(1 - LENGTH, first.seq),
        hash=chance.choice([first.hash, "0" * 64]),
    )


def move_the_beginning(_entry: Entry, chance: random.Random) -> None:
    """Deletes events and lets the checkpoint say that retention did it."""
    last = chance.choice(list(Entry.objects.all()))
    Entry.objects.filter(seq__lte=last.seq).delete()
    values = {"seq": last.seq, "hash": last.hash, "mac": "0" * 64, "at": last.at}
    Checkpoint.objects.update_or_create(pk=1, defaults=values)


TAMPERINGS = (edit, edit_detail, delete, unseal, swap, put_back, move_the_beginning)


@pytest.mark.parametrize("pruned", [0, 10])
def test_every_tampering_is_found_and_an_untouched_trail_holds(pruned: int):
    chance = random.Random(SEED + pruned)
    for n in range(LENGTH):
        with clock.pretend(FIRST + timedelta(days=n)):
            subject = Subject("member", f"m{n}", {"n": n}, {"name": f"P{n}"})
            record_many("access.granted", HELENE_ACTOR, [subject])
    seal_pending()
    assert prune(FIRST + timedelta(days=pruned)).count == pruned
    ids = list(Entry.objects.values_list("pk", flat=True))
    for number in range(ROUNDS):
        tamper = TAMPERINGS[number % len(TAMPERINGS)]
        with transaction.atomic():
            tamper(Entry.objects.get(pk=chance.choice(ids)), chance)
            assert not verify().holds, f"{tamper.__name__}, round {number}"
            transaction.set_rollback(True)
    assert verify().holds
