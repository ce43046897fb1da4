"""Forgets drafts that nobody sent and nobody touched for long."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import QuerySet

from lorgnette.invitations.models import Draft

CHUNK = 200


def count_before(at: datetime) -> int:
    """How many drafts were last changed before that and never sent."""
    return _old(at).count()


def forget(before: datetime, go_on: Callable[[], bool] = lambda: True) -> int:
    """Deletes them; how many."""
    count = 0
    while go_on():
        ids = list(_old(before).order_by("pk").values_list("pk", flat=True)[:CHUNK])
        if not ids:
            break
        _old(before).filter(pk__in=ids).delete()
        count += len(ids)
    return count


def _old(before: datetime) -> QuerySet[Draft]:
    return Draft.objects.filter(changed_at__lt=before, sent_batch_ref="")
