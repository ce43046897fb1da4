"""What an edit of a pending invitation asks for, and what it would lead to: nothing is written."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from lorgnette.access.last_day import check_last_day, ends_at
from lorgnette.directory.models import CrmUser
from lorgnette.invitations import offers, standing
from lorgnette.invitations.checks import CrmUserNotChosen, NoCrmUser, ScopeUnknown
from lorgnette.invitations.models import Invitation
from lorgnette.invitations.seen import count_of
from lorgnette.kernel import clock
from lorgnette.kernel.addresses import Address, parse_address
from lorgnette.kernel.names import clean_name
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users.links import crm_user_ids, crm_users_by_address
from lorgnette.users.members import by_key
from lorgnette.users.models import Member
from lorgnette.users.naming import NameTheirs, may_rename
from lorgnette.workspace.settings import current

SCOPES = ("own", "reports", "chosen", "all")


class Unchanged(Enum):
    """Tells "leave the day as it is" from "never"."""

    UNCHANGED = "unchanged"


UNCHANGED = Unchanged.UNCHANGED

# Why a new mail goes out; "" is for nobody being mailed.
MOVED, UNSENT, LINK_OVER, ASKED, NOBODY = "moved", "unsent", "link_over", "asked", ""


class NothingChanged(Refusal):
    code = "nothing_changed"
    words = _("Nothing is different. Change something, or choose Cancel.")


@dataclass(frozen=True, slots=True)
class Changes:
    """Null (`UNCHANGED` for the day, where null is never) leaves a thing as it is.

    `chosen_ref` is the CRM user's whose accounts are seen, with the scope "chosen". `mail`: send
    a new link even where the open one stays valid.
    """

    address: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    last_day: date | Unchanged | None = UNCHANGED
    scope: str | None = None
    chosen_ref: str = ""
    mail: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What an edit leads to.

    `mailed` says why a new link goes out (and the old one dies), or is "": then the open link
    stays valid and nobody is mailed. `mail_gone`: the old mail has left. `person` is who has the
    new address already, null where a record is made. `crm_ids` are the CRM users whose accounts
    "own" means.
    """

    mailed: str
    mail_gone: bool
    old_address: str
    address: Address
    person: Member | None
    first_name: str
    last_name: str
    last_day: date | None
    zone: str
    ends_at: datetime | None
    link_ends_at: datetime
    scope: str
    chosen: CrmUser | None
    crm_ids: tuple[int, ...]
    accounts_before: int
    accounts: int

    @property
    def moves(self) -> bool:
        return self.mailed == MOVED


def plan(old: Invitation, changes: Changes) -> Plan:
    """Raises what is wrong with the changes, each refusal beside its field."""
    member = old.member
    address = _address(member, changes)
    moves = address.key != member.address_key
    person = by_key(address.key) if moves else member
    if moves:
        _must_be_free(address)
    first_name, last_name = _names(member, changes, theirs=moves)
    last_day = old.last_day if isinstance(changes.last_day, Unchanged) else changes.last_day
    if last_day != old.last_day or (last_day and old.ends_at and old.ends_at <= clock.now()):
        check_last_day(last_day, old.zone)
    scope, chosen = _scope(old, changes)
    ids = _crm_ids(old, address, person)
    if scope in ("own", "reports") and not ids and (moves or old.scope != scope):
        raise NoCrmUser("scope", address=address.address)
    end = ends_at(last_day, old.zone)
    why = _mailed(old, changes, moves=moves)
    return Plan(
        mailed=why,
        mail_gone=_mail_gone(old),
        old_address=member.address,
        address=address,
        person=person,
        first_name=first_name,
        last_name=last_name,
        last_day=last_day,
        zone=old.zone,
        ends_at=end,
        link_ends_at=_link_end(old, end, why),
        scope=scope,
        chosen=chosen,
        crm_ids=ids,
        accounts_before=count_of(old.scope, _ids_now(old), old.chosen_id),
        accounts=count_of(scope, ids, chosen.pk if chosen else None),
    )


def differs(old: Invitation, planned: Plan) -> bool:
    """Whether the plan changes anything but the link."""
    member = old.member
    chosen_id = planned.chosen.pk if planned.chosen else None
    before = (member.first_name, member.last_name, old.last_day, old.scope, old.chosen_id)
    after = (
        planned.first_name,
        planned.last_name,
        planned.last_day,
        planned.scope,
        chosen_id,
    )
    return planned.address.address != member.address or before != after


def _address(member: Member, changes: Changes) -> Address:
    if changes.address is None:
        return Address(member.address, member.address_key)
    return parse_address(changes.address, "address")


def _must_be_free(address: Address) -> None:
    """Whoever has access or an invitation keeps that one, and who said never is left alone."""
    stands, zone = standing.of([address.key]).get(address.key), current().zone
    why_not = standing.reason(stands, zone) if stands else None
    why_not = why_not or standing.unwilling([address.key], zone).get(address.key)
    if why_not:
        why_not.field = "address"
        raise why_not


def _names(member: Member, changes: Changes, *, theirs: bool) -> tuple[str, str]:
    first = member.first_name if changes.first_name is None else changes.first_name
    last = member.last_name if changes.last_name is None else changes.last_name
    # A CRM user may lack one of them: what was empty may stay so.
    first = clean_name(first, "first_name", required=bool(member.first_name))
    last = clean_name(last, "last_name", required=bool(member.last_name))
    renamed = (first, last) != (member.first_name, member.last_name)
    if renamed and not theirs and not may_rename(member):
        raise NameTheirs("first_name", name=member.name)
    return first, last


def _scope(old: Invitation, changes: Changes) -> tuple[str, CrmUser | None]:
    scope = changes.scope or old.scope
    if scope not in SCOPES:
        raise ScopeUnknown("scope")
    if scope != "chosen":
        return scope, None
    if old.chosen and changes.chosen_ref in ("", old.chosen.public_id):
        return scope, old.chosen
    chosen = CrmUser.objects.filter(public_id=changes.chosen_ref, gone_at=None).first()
    if chosen is None:
        raise CrmUserNotChosen("chosen_ref")
    return scope, chosen


def _crm_ids(old: Invitation, address: Address, person: Member | None) -> tuple[int, ...]:
    """Somebody known keeps their own; somebody new who was picked in the CRM stays that user."""
    if person is not None:
        return tuple(sorted(crm_user_ids([person])[person.pk]))
    same: Collection[int] = crm_users_by_address([address.key]).get(address.key, set())
    picked = _ids_now(old) if old.via == "crm" else ()
    return tuple(sorted({*same, *picked}))


def _ids_now(old: Invitation) -> tuple[int, ...]:
    return tuple(crm_user_ids([old.member])[old.member_id])


def _mailed(old: Invitation, changes: Changes, *, moves: bool) -> str:
    if moves:
        return MOVED
    if old.link_ends_at <= clock.now():
        return LINK_OVER
    if not _mail_gone(old) and _mail_waits(old):
        return UNSENT
    return ASKED if changes.mail else NOBODY


def _mail_gone(old: Invitation) -> bool:
    mail = old.message
    return mail is None or bool(mail.sent_at or mail.handed_at)


def _mail_waits(old: Invitation) -> bool:
    return old.message is not None and not old.message.final


def _link_end(old: Invitation, end: datetime | None, why: str) -> datetime:
    """A new link's, or the open one's: it moves only where the access's end had cut it short."""
    if why:
        return offers.link_end(clock.now(), end, current())
    if old.ends_at and old.link_ends_at >= old.ends_at:
        return offers.link_end(old.invited_at, end, current())
    return min(old.link_ends_at, end) if end else old.link_ends_at
