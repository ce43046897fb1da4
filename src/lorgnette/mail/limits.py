"""How many mails an hour one recipient domain gets, where the company set a limit."""

from datetime import datetime, timedelta

from django.db.models import Count, Q

from lorgnette.kernel import clock
from lorgnette.mail.models import Message
from lorgnette.workspace.settings import current

HOUR = timedelta(hours=1)


def domain_hourly() -> int | None:
    """The most mails an hour to one domain, or null where there is no limit."""
    return current().domain_hourly


def held_back(now: datetime | None = None) -> frozenset[str]:
    """The domains (as in `Message.to_domain`) that had their share of the last hour."""
    limit = domain_hourly()
    if limit is None:
        return frozenset()
    at = now or clock.now()
    # In hand counts too: it is about to be sent.
    lately = Q(sent_at__gt=at - HOUR) | Q(handed_at__gt=at - HOUR) | Q(lease_until__gt=at)
    rows = Message.objects.filter(lately).exclude(to_domain="").values("to_domain")
    full = rows.annotate(number=Count("pk")).filter(number__gte=limit)
    return frozenset(full.values_list("to_domain", flat=True))
