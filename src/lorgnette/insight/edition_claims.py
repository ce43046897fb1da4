"""Shares out the mails of a day: whoever claims a portion makes it, and writes it once."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from lorgnette.insight.models import Edition
from lorgnette.kernel import clock
from lorgnette.mail import database_clock, outbox
from lorgnette.mail.outbox import Envelope

# Far longer than a portion takes: what a process that died had claimed is free again then.
LEASE = timedelta(minutes=2)
# What could not be made is tried again after so long, and holds nobody else up.
REST = timedelta(hours=1)
FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Portion:
    """Editions of one kind and day that `holder` is to make."""

    holder: str
    editions: Sequence[Edition]


def over() -> Q:
    """Of the editions that were claimed and not made, those that anybody may claim."""
    return Q(lease_until__lte=database_clock.now())


def claim(kind: str, day: date, member_ids: Collection[int]) -> Portion:
    """Those of the members' editions that nobody else has made or is at."""
    at, until, holder = clock.now(), database_clock.now() + LEASE, secrets.token_hex(8)
    same = {"kind": kind, "day": day, "made_at": at, "lease_until": until, "lease_holder": holder}
    # In one order: two who claim the same wait for each other, and neither for ever.
    rows = [Edition(member_id=pk, **same) for pk in sorted(member_ids)]
    with transaction.atomic():
        Edition.objects.bulk_create(rows, ignore_conflicts=True)
        left = Edition.objects.filter(over(), kind=kind, day=day, member__in=member_ids)
        skip = connection.features.has_select_for_update_skip_locked
        ids = list(left.select_for_update(skip_locked=skip).values_list("pk", flat=True))
        Edition.objects.filter(pk__in=ids).update(lease_until=until, lease_holder=holder)
        return Portion(holder, list(_held_by(holder)))


def settle(portion: Portion, made: Mapping[int, Envelope | None]) -> int:
    """By the id of its edition, what was made: nothing to say is None. How many mails are queued.

    Nothing is written of those that another took over meanwhile. Those that are not in `made`
    could not be made, and rest.
    """
    at, rest = clock.now(), database_clock.now() + REST
    with transaction.atomic():
        ours = list(_held_by(portion.holder).select_for_update())
        told = [(row, envelope) for row in ours if (envelope := made.get(row.pk)) is not None]
        messages = outbox.put_many([envelope for _row, envelope in told])
        for (row, _envelope), message in zip(told, messages, strict=True):
            row.message = message
        for row in ours:
            is_made = row.pk in made
            row.made_at, row.lease_until = at, None if is_made else rest
            row.lease_holder = "" if is_made else FAILED
        Edition.objects.bulk_update(ours, ["message", "made_at", "lease_until", "lease_holder"])
    return len(told)


def failing() -> int:
    """How many could not be made today, and rest."""
    today = clock.now() - timedelta(days=1)
    return _held_by(FAILED).filter(made_at__gt=today).count()


def _held_by(holder: str) -> QuerySet[Edition]:
    return Edition.objects.filter(lease_until__isnull=False, lease_holder=holder).order_by("pk")
