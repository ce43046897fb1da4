"""T17: every edit, deletion and reorder of the audit trail is found."""

import random

import pytest
from django.db import transaction

from lorgnette.audit.models import Detail, Entry
from lorgnette.audit.record import Subject, record_many
from lorgnette.audit.seal import seal_pending
from lorgnette.audit.verify import verify
from tests.cast.people import HELENE_ACTOR
from tests.trust.races import LONG

pytestmark = pytest.mark.django_db

LENGTH, ROUNDS, SEED = 30, 1_000 if LONG else 120, 2611


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


def test_every_tampering_is_found_and_an_untouched_trail_holds(counted):
    chance = random.Random(SEED)
    subjects = [Subject("member", f"m{n}", {"n": n}, {"name": f"P{n}"}) for n in range(LENGTH)]
    record_many("access.granted", HELENE_ACTOR, subjects)
    seal_pending()
    ids = list(Entry.objects.values_list("pk", flat=True))
    for number in range(ROUNDS):
        tamper = (edit, edit_detail, delete, unseal, swap)[number % 5]
        with transaction.atomic():
            tamper(Entry.objects.get(pk=chance.choice(ids)), chance)
            assert not verify().holds, f"{tamper.__name__}, round {number}"
            transaction.set_rollback(True)
    assert verify().holds
    counted(f"{ROUNDS:,} edits, deletions and reorders, all found")
