"""The page of somebody who is signed in and has no access: why, since when, whom to ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from lorgnette.access.policy import NoAccess
from lorgnette.users.administrators import AdministratorLine, list_administrators
from lorgnette.web.pages import page

# Who is named to ask: more would be a list nobody reads.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class EndedContext:
    """The context of `signin/ended.html`; `code` is the refusal's."""

    code: str
    last_day: date | None
    at: datetime | None
    zone: str
    reason: str
    whom: Sequence[AdministratorLine]


def no_access(request: HttpRequest, refusal: NoAccess) -> HttpResponse:
    """Status 403."""
    told: Mapping[str, Any] = refusal.values
    context = EndedContext(
        code=refusal.code,
        last_day=told.get("last_day"),
        at=told.get("locked_at") or told.get("revoked_at"),
        zone=told.get("zone", ""),
        reason=told.get("reason", ""),
        whom=list_administrators()[:_NAMED],
    )
    return page(request, "signin/ended.html", context, status=refusal.status)
