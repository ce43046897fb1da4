"""How many mails an hour one recipient domain gets, where the company set a limit."""

from datetime import datetime, timedelta

from django.db.models import Count, Q

from lorgnette.kernel import clock
from lorgnette.mail.models import Message
from lorgnette.workspace.models import Workspace
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
    return frozenset(domain for domain, count in taken(now).items() if count >= limit)


def taken(now: datetime | None = None) -> dict[str, int]:
    """How many each domain got in the last hour, what is in hand included."""
    at = now or clock.now()
    # In hand counts too: it is about to be sent.
    lately = Q(sent_at__gt=at - HOUR) | Q(final=False, lease_until__gt=at)
    rows = Message.objects.filter(lately).exclude(to_domain="").values("to_domain")
    return dict(rows.annotate(number=Count("pk")).values_list("to_domain", "number"))


def hold() -> None:
    """Until the caller's transaction ends nobody else claims by what is left of an hour."""
    list(Workspace.objects.select_for_update(no_key=True).filter(pk=1).values_list("pk"))
