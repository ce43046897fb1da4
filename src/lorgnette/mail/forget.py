"""Forgets who old mail went to and what it said; that it went, and when, stays."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Q, QuerySet

from lorgnette.mail.models import MailboxMail, Message

CHUNK = 500


def count_before(at: datetime) -> int:
    """How many mails still tell their content and are older."""
    return _old(at).count()


def forget(before: datetime, go_on: Callable[[], bool] = lambda: True) -> int:
    """Wipes what is personal in final messages queued before that; how many were wiped."""
    count, last = 0, 0
    MailboxMail.objects.filter(received_at__lt=before).delete()
    while go_on():
        ids = list(
            _old(before).filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]
        )
        if not ids:
            break
        _wipe(Message.objects.filter(pk__in=ids))
        count, last = count + len(ids), ids[-1]
    return count


def _old(before: datetime) -> QuerySet[Message]:
    tells = ~Q(to_address="") | ~Q(to_name="") | ~Q(reply_address="")
    return Message.objects.filter(tells, final=True, queued_at__lt=before)


def _wipe(messages: QuerySet[Message]) -> None:
    messages.update(
        to_name="", to_address="", reply_name="", reply_address="", values={}, sealed=None
    )
