"""Everything about one person: where they stand, what is possible now, what happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lorgnette.access.models import Grant
from lorgnette.audit import trail
from lorgnette.directory.models import CrmUser
from lorgnette.invitations import statuses
from lorgnette.invitations.amend import MemberMissing
from lorgnette.invitations.invitees import count_for
from lorgnette.invitations.lines import Facts, MemberLine, facts_of, line_of
from lorgnette.invitations.models import Invitation
from lorgnette.kernel import clock
from lorgnette.mail.models import Message
from lorgnette.users.links import crm_user_ids
from lorgnette.users.models import Member


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """Something that happened, newest first. `code` is the audit verb."""

    at: datetime
    code: str
    actor_kind: str
    actor_name: str
    values: Mapping[str, Any]
    personal: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MemberSheet:
    """Everything about one person. `via` is "crm", "email" or ""; `link_ends_at` is the current
    link's, null where no invitation is open. `mail_reply` is the mail server's where there is a
    `mail_reply_code`, else a sentence of the catalogue. The `can_…` flags say which actions would
    work now.
    """

    line: MemberLine
    title: str
    language: str
    crm_names: list[str]
    chosen_name: str
    accounts: int
    invited_by: str
    invited_at: datetime | None
    via: str
    reason: str
    batch_ref: str
    link_ends_at: datetime | None
    accepted_at: datetime | None
    mail_reply: str
    mail_reply_code: int | None
    mail_maybe_twice: bool
    is_administrator: bool
    can_resend: bool
    can_revoke: bool
    can_lock: bool
    can_unlock: bool
    can_extend: bool
    can_edit: bool
    can_invite_again: bool
    timeline: list[TimelineEvent]


def member(ref: str) -> MemberSheet:
    """Raises `amend.MemberMissing` (404)."""
    found = list(statuses.members().filter(public_id=ref).select_related("user"))
    if not found:
        raise MemberMissing
    (facts,) = facts_of(found)
    crm_users = list(_crm_users(facts.member))
    return MemberSheet(
        line=line_of(facts),
        title=next((row.title for row in crm_users if row.title), ""),
        language=facts.member.language,
        crm_names=[row.name for row in crm_users],
        **_access(facts),
        **_invitation(facts.invitation),
        **_mail(facts.invitation.message if facts.invitation else None),
        is_administrator=_is_administrator(facts.member),
        **_possible(facts),
        timeline=[_event(event) for event in trail.about("member", ref)],
    )


def _crm_users(person: Member) -> Any:
    ids = crm_user_ids([person])[person.pk]
    return CrmUser.objects.filter(pk__in=ids).order_by("pk")


def _access(facts: Facts) -> dict[str, Any]:
    access: Grant | Invitation | None = facts.access
    if access is None:
        return {"accounts": 0, "chosen_name": ""}
    return {
        "accounts": count_for(facts.member, access.scope, access.chosen_id),
        "chosen_name": access.chosen.name if access.chosen else "",
    }


def _invitation(row: Invitation | None) -> dict[str, Any]:
    if row is None:
        return dict.fromkeys(("invited_by", "via", "reason", "batch_ref"), "") | dict.fromkeys(
            ("invited_at", "link_ends_at", "accepted_at")
        )
    return {
        "invited_by": row.inviter.name,
        "invited_at": row.invited_at,
        "via": row.via,
        "reason": row.reason,
        "batch_ref": row.batch.public_id if row.batch else "",
        "link_ends_at": row.link_ends_at if _is_open(row) else None,
        "accepted_at": row.accepted_at,
    }


def _is_open(row: Invitation) -> bool:
    return not (row.accepted_at or row.declined_at or row.revoked_at)


def _mail(message: Message | None) -> dict[str, Any]:
    if message is None:
        return {"mail_reply": "", "mail_reply_code": None, "mail_maybe_twice": False}
    return {
        "mail_reply": message.reply_text,
        "mail_reply_code": message.reply_code,
        "mail_maybe_twice": message.maybe_twice_at is not None,
    }


def _is_administrator(person: Member) -> bool:
    user = getattr(person, "user", None)
    return user is not None and user.is_administrator


def _possible(facts: Facts) -> dict[str, Any]:
    row = facts.invitation if facts.status in ("pending", "bounced") else None
    has_access = facts.status in ("active", "expired", "locked")
    return {
        "can_resend": row is not None and (row.ends_at is None or clock.now() < row.ends_at),
        "can_revoke": row is not None or has_access,
        "can_lock": facts.status in ("active", "expired"),
        "can_unlock": facts.status == "locked",
        "can_extend": has_access,
        "can_edit": row is not None,
        "can_invite_again": facts.status in ("expired", "locked", "revoked", "declined"),
    }


def _event(event: trail.Event) -> TimelineEvent:
    return TimelineEvent(
        at=event.at,
        code=event.verb,
        actor_kind=event.actor_kind,
        actor_name=event.actor_name,
        values=event.values,
        personal=event.personal,
    )
