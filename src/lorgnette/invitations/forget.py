"""Forgets drafts that nobody sent and nobody touched for long."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import QuerySet

from lorgnette.invitations.models import Draft
from lorgnette.kernel import forgetting

CHUNK = 200


def count_before(at: datetime) -> int:
    """How many drafts were last changed before that and never sent."""
    return _old(at).count()


def forget(before: datetime, go_on: Callable[[], bool] = lambda: True) -> int:
    """Deletes them; how many."""
    return forgetting.forget(_old(before), CHUNK, go_on)


def _old(before: datetime) -> QuerySet[Draft]:
    return Draft.objects.filter(changed_at__lt=before, sent_batch_ref="")
