"""The values an invitation's message is made of: the same in preview, test, Send and resend."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings

from lorgnette.kernel.clock import end_of_day
from lorgnette.workspace.settings import Settings


@dataclass(frozen=True, slots=True)
class Terms:
    """What is offered: whose accounts, until when, under a link valid until when."""

    scope: str
    last_day: date | None
    zone: str
    ends_at: datetime | None
    link_ends_at: datetime


def terms(scope: str, last_day: date | None, workspace: Settings, at: datetime) -> Terms:
    """As of `at`. A link dies at the earlier of its validity and the access's end."""
    ends_at = end_of_day(last_day, workspace.zone) if last_day else None
    return Terms(scope, last_day, workspace.zone, ends_at, link_end(at, ends_at, workspace))


def link_end(at: datetime, ends_at: datetime | None, workspace: Settings) -> datetime:
    """When a link made at `at` dies: never after the access that it offers."""
    valid_until = at + timedelta(days=workspace.link_days)
    return min(valid_until, ends_at) if ends_at else valid_until


def link(token: str) -> str:
    """The address mailed to the invited person."""
    return f"{settings.BASE_URL}/i/{token}"


def values(
    *,
    first_name: str,
    name: str,
    address: str,
    accounts: int,
    inviter: str,
    offered: Terms,
    workspace: Settings,
) -> Mapping[str, Any]:
    """JSON codes that `mail.compose` words in the recipient's language."""
    return {
        "first_name": first_name,
        "name": name,
        "address": address,
        "inviter": inviter,
        "company": workspace.name,
        "postal_address": workspace.postal_address,
        "scope": offered.scope,
        "accounts": accounts,
        "last_day": offered.last_day.isoformat() if offered.last_day else None,
        "zone": offered.zone,
        "link_ends_at": offered.link_ends_at.isoformat(),
    }
