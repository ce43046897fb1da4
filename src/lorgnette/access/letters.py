"""The letters about an access's end, as the outbox takes them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from lorgnette.access.models import ExtensionRequest, Grant
from lorgnette.kernel.actor import Actor
from lorgnette.mail.outbox import Envelope
from lorgnette.users.models import Member, User
from lorgnette.workspace.settings import Settings


def to_person(
    grant: Grant,
    kind: str,
    whom: Member | None,
    workspace: Settings,
    values: Mapping[str, Any] | None = None,
) -> Envelope:
    """To whoever has the access; replies go to `whom`, the administrator named in it."""
    member = grant.member
    user: User | None = getattr(member, "user", None)
    page = reverse("home" if kind == "extension_granted" else "extension_ask")
    return Envelope(
        kind=kind,
        language=(user and user.language) or member.language,
        to_name=member.name,
        to_address=member.address,
        reply_name=whom.name if whom else "",
        reply_address=whom.address if whom else "",
        values=_common(member, workspace)
        | _until(grant)
        | {"address": member.address, "whom": whom.name if whom else ""}
        | dict(values or {}),
        link="" if kind == "extension_declined" else f"{settings.BASE_URL}{page}",
        about_ref=member.public_id,
    )


def asked(request: ExtensionRequest, to: User, workspace: Settings) -> Envelope:
    """To an administrator: who asks, why, and the page that answers."""
    grant, person = request.grant, request.grant.member
    wished = request.wished_day
    return Envelope(
        kind="extension_asked",
        language=to.language or to.member.language,
        to_name=to.member.name,
        to_address=to.member.address,
        reply_name=person.name,
        reply_address=person.address,
        values=_common(to.member, workspace)
        | _until(grant)
        | {
            "person": person.name,
            "address": person.address,
            "why": request.why,
            "wished_day": wished.isoformat() if wished else None,
            "locked_at": _iso(grant.locked_at),
        },
        link=f"{settings.BASE_URL}{reverse('extension_answer', args=[request.public_id])}",
    )


def answered(
    request: ExtensionRequest, kind: str, actor: Actor, by: Member | None, workspace: Settings
) -> Envelope:
    """To the person: `kind` is extension_granted or extension_declined."""
    # An answer from the console is nobody's in particular.
    named = {"whom": actor.name} if by else {}
    return to_person(request.grant, kind, by, workspace, {"note": request.note} | named)


def digest(
    to: User, rows: list[Mapping[str, Any]], total: int, ending: int, workspace: Settings
) -> Envelope:
    """To an administrator: up to twenty of the people whose access ends, and how many there are."""
    status = "ends_soon" if ending else "expired"
    return Envelope(
        kind="inviter_digest",
        language=to.language or to.member.language,
        to_name=to.member.name,
        to_address=to.member.address,
        values=_common(to.member, workspace) | {"rows": rows, "total": total},
        link=f"{settings.BASE_URL}{reverse('sales_users')}?status={status}",
    )


def _common(to: Member, workspace: Settings) -> dict[str, Any]:
    return {
        "first_name": to.first_name,
        "name": to.name,
        "company": workspace.name,
        "postal_address": workspace.postal_address,
    }


def _until(grant: Grant) -> dict[str, Any]:
    day = grant.last_day.isoformat() if grant.last_day else None
    return {"last_day": day, "zone": grant.zone}


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
