"""The page of somebody who is signed in and has no access: why, since when, whom to ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from lorgnette.access.policy import NoAccess
from lorgnette.mail.dates import place
from lorgnette.users.administrators import AdministratorLine, list_administrators
from lorgnette.web.looking import looking
from lorgnette.web.pages import page
from lorgnette.web.reader import language
from lorgnette.web.signin.wishing import Asking, asking

# Who is named to ask: more would be a list nobody reads.
_NAMED = 3
_ASKABLE = frozenset({"access_ended", "access_locked"})


@dataclass(frozen=True, slots=True)
class EndedContext:
    """The context of `signin/ended.html`; `code` is the refusal's, `place` the zone's city.

    `asking` is null where only a new invitation would help, and where somebody looks as another.
    """

    code: str
    last_day: date | None
    at: datetime | None
    zone: str
    place: str
    reason: str
    whom: Sequence[AdministratorLine]
    asking: Asking | None


def no_access(request: HttpRequest, refusal: NoAccess) -> HttpResponse:
    """Status 403."""
    told: Mapping[str, Any] = refusal.values
    zone = told.get("zone", "")
    context = EndedContext(
        code=refusal.code,
        last_day=told.get("last_day"),
        at=told.get("locked_at") or told.get("revoked_at"),
        zone=zone,
        place=place(zone, language()) if zone else "",
        reason=told.get("reason", ""),
        whom=[line for line in list_administrators() if _is_here(line)][:_NAMED],
        asking=_asking(request) if refusal.code in _ASKABLE else None,
    )
    return page(request, "signin/ended.html", context, status=refusal.status)


def _asking(request: HttpRequest) -> Asking | None:
    if looking(request):
        return None
    user = request.user
    return asking(user.member.public_id) if user.is_authenticated else None


def _is_here(line: AdministratorLine) -> bool:
    """Somebody who never came in would not answer."""
    return line.last_seen_at is not None
