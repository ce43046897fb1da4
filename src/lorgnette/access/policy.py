"""Who may see whose accounts at this moment: a frozen viewer, or a refusal."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from lorgnette.access import standing as states
from lorgnette.access.models import ALL, CHOSEN, OWN, REPORTS
from lorgnette.access.standing import Standing, standing, standings
from lorgnette.directory.models import CrmUser
from lorgnette.directory.reporting import with_reports
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users.actors import actor_of
from lorgnette.users.links import crm_user_ids, crm_users_by_address
from lorgnette.users.models import Member, User


class NoAccess(Refusal):
    """The reasons to see nothing."""

    code = "no_access"
    status = 403


class AccessEnded(NoAccess):
    code = "access_ended"
    words = _("Your access to Account Insight ended on %(last_day)s.")


class AccessLocked(NoAccess):
    code = "access_locked"
    words = _("Your access to Account Insight is locked.")


class AccessRevoked(NoAccess):
    code = "access_revoked"
    words = _("Your access to Account Insight was withdrawn.")


class NeverInvited(NoAccess):
    code = "never_invited"
    words = _("You have no access to Account Insight.")


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, and what they may see.

    `crm_user_ids` are the CRM users whose own and team accounts are seen; null means all
    accounts. `scope` is own, reports, chosen or all. A null `last_day` means no end. With
    `read_only`, `actor` is an administrator who looks as this person and must change nothing;
    `member_ref` is "" where nobody has invited the person yet.
    """

    member_ref: str
    name: str
    crm_user_ids: frozenset[int] | None
    scope: str
    last_day: date | None
    zone: str
    actor: Actor
    read_only: bool
    language: str

    @property
    def are_theirs(self) -> bool:
        """Whether the accounts are called the viewer's own."""
        return self.scope in (OWN, REPORTS)


def viewer_for(user: User, *, ip: str = "", agent: str = "") -> Viewer:
    """Read anew at every request. Raises one of the `NoAccess` refusals."""
    now, actor = _terms(user, standing(user.member_id)), actor_of(user, ip=ip, agent=agent)
    _admit(now)
    return _viewer(user.member, now, actor, user.language)


def viewers_for(users: Collection[User]) -> dict[int, Viewer]:
    """By user id, those who see anything now: as `viewer_for`, in a few queries for them all."""
    found = standings([user.member_id for user in users])
    terms = {user.pk: _terms(user, found[user.member_id]) for user in users}
    own = crm_user_ids([user.member for user in users])
    return {
        user.pk: _viewer(user.member, now, actor_of(user), user.language, own[user.member_id])
        for user in users
        if (now := terms[user.pk]).state == states.ACTIVE
    }


def _terms(user: User, now: Standing) -> Standing:
    """Administrators without an access of their own administer the data anyway."""
    if user.is_administrator and now.state != states.ACTIVE:
        return Standing(states.ACTIVE, scope=ALL)
    return now


def foreseen(member: Member, terms: Standing, actor: Actor) -> Viewer:
    """What `member` would see by these terms, for `actor` to look at and no more."""
    _admit(terms)
    return replace(_viewer(member, terms, actor), read_only=True)


def foreseen_uninvited(crm_user: CrmUser, zone: str, actor: Actor) -> Viewer:
    """What a CRM user whom nobody has invited would see of their own and their teams' accounts."""
    key = crm_user.address_key
    same = crm_users_by_address({key}).get(key, set()) if key else set()
    return Viewer(
        member_ref="",
        name=crm_user.name,
        crm_user_ids=frozenset({crm_user.pk, *same}),
        scope=OWN,
        last_day=None,
        zone=zone,
        actor=actor,
        read_only=True,
        language=crm_user.language,
    )


def _admit(now: Standing) -> None:
    if now.state == states.ENDED:
        raise AccessEnded(last_day=now.last_day, zone=now.zone)
    if now.state == states.LOCKED:
        raise AccessLocked(locked_at=now.locked_at, reason=now.lock_reason, zone=now.zone)
    if now.state == states.REVOKED:
        raise AccessRevoked(revoked_at=now.revoked_at, zone=now.zone)
    if now.state == states.NEVER:
        raise NeverInvited


def _viewer(
    member: Member,
    now: Standing,
    actor: Actor,
    language: str = "",
    own: frozenset[int] | None = None,
) -> Viewer:
    """`own` are the CRM users the member is, where somebody has looked."""
    return Viewer(
        member_ref=member.public_id,
        name=member.name,
        crm_user_ids=_whose(member, now, own),
        scope=now.scope,
        last_day=now.last_day,
        zone=now.zone,
        actor=actor,
        read_only=False,
        language=language or member.language,
    )


def _whose(member: Member, now: Standing, own: frozenset[int] | None) -> frozenset[int] | None:
    if now.scope == ALL:
        return None
    if now.scope == CHOSEN:
        return frozenset() if now.chosen_id is None else frozenset({now.chosen_id})
    own = crm_user_ids([member])[member.pk] if own is None else own
    return with_reports(own) if now.scope == REPORTS else own
