"""Those the answers name, from the CRM, typed in or listed, each with the reason if any."""

from collections.abc import Collection, Sequence

from lorgnette.accounts.ownership import count_by_crm_user, count_visible
from lorgnette.directory.models import CrmUser
from lorgnette.directory.reporting import with_reports_of
from lorgnette.invitations import standing
from lorgnette.invitations.answers import EMAIL, LIST, Answers
from lorgnette.invitations.candidates import AT_MOST, freeze
from lorgnette.invitations.crm_people import (
    CrmPerson,
    by_refs,
    language_of,
    people,
)
from lorgnette.invitations.invitee import Invitee
from lorgnette.invitations.listed_people import from_listing
from lorgnette.invitations.reasons import NotInvitable
from lorgnette.invitations.seen import ids_of
from lorgnette.kernel.addresses import Address, parse_address
from lorgnette.kernel.names import clean_name
from lorgnette.kernel.refusals import Refusal
from lorgnette.users.models import Member
from lorgnette.workspace.settings import current

TYPED_REF = "email"


def invitees(answers: Answers) -> list[Invitee]:
    """All the answers name: the unknown left out, the typed one only if it can be read."""
    if answers.way == EMAIL:
        typed = typed_invitee(answers)
        return [typed] if typed else []
    if answers.way == LIST:
        return from_listing(answers.listing) if answers.listing else []
    refs = answers.crm_refs
    if not refs and answers.all_matching:
        refs = tuple(freeze(answers.all_matching))
    return _from_crm(by_refs(refs[:AT_MOST]))


def typed_invitee(answers: Answers) -> Invitee | None:
    """The person typed in; null while name or address are refused."""
    try:
        first_name, last_name = clean_name(answers.first_name), clean_name(answers.last_name)
        address = parse_address(answers.address)
    except Refusal:
        return None
    rows = _rows_of(address.key)
    language = next((row.language for row in rows if row.language), "")
    return Invitee(
        ref=TYPED_REF,
        first_name=first_name,
        last_name=last_name,
        name=f"{first_name} {last_name}",
        address=address,
        language=language_of(language, current().language),
        crm_user_ids=tuple(row.pk for row in rows),
        reason=_typed_reason(address.key, rows),
    )


def count_accounts(found: Sequence[Invitee], answers: Answers) -> list[int]:
    """How many accounts each would see."""
    if answers.scope == "own":
        return _count_of_groups([invitee.crm_user_ids for invitee in found])
    if answers.scope == "reports":
        return _count_of_groups(with_reports_of([invitee.crm_user_ids for invitee in found]))
    same = _count_of_scope(answers.scope, answers.chosen_ref)
    return [same] * len(found)


def count_for(member: Member, scope: str, chosen_id: int | None) -> int:
    """How many accounts a member sees or would see now."""
    if scope == "all":
        return count_visible(None)
    return _count_union(ids_of(scope, member, chosen_id))


def _count_of_groups(groups: Sequence[Collection[int]]) -> list[int]:
    """The accounts visible to each group of CRM users, in few queries where groups are of one."""
    lone = [next(iter(group)) for group in groups if len(group) == 1]
    counts = count_by_crm_user(lone)
    return [
        counts[next(iter(group))] if len(group) == 1 else _count_union(group) for group in groups
    ]


def _count_of_scope(scope: str, chosen_ref: str) -> int:
    """All accounts, or those of the chosen CRM user."""
    if scope == "all":
        return count_visible(None)
    return count_visible(
        list(CrmUser.objects.filter(public_id=chosen_ref).values_list("pk", flat=True))
    )


def _count_union(group: Collection[int]) -> int:
    return count_visible(group) if group else 0


def _from_crm(found: Sequence[CrmPerson]) -> list[Invitee]:
    standard = current().language
    return [_invitee(person, standard) for person in found]


def _invitee(person: CrmPerson, standard: str) -> Invitee:
    row = person.row
    return Invitee(
        ref=row.public_id,
        first_name=row.first_name,
        last_name=row.last_name,
        name=row.name,
        address=Address(address=row.address, key=row.address_key),
        language=language_of(row.language, standard),
        crm_user_ids=person.same,
        reason=person.reason,
    )


def _rows_of(address_key: str) -> list[CrmUser]:
    rows = CrmUser.objects.filter(gone_at=None, address_key=address_key)
    return list(rows.order_by("-active", "pk"))


def _typed_reason(address_key: str, rows: Sequence[CrmUser]) -> NotInvitable | None:
    """The house's reason; else the CRM's own, where every CRM user of the address is inactive."""
    zone, stands = current().zone, standing.of([address_key]).get(address_key)
    why_not = standing.reason(stands, zone) if stands else None
    why_not = why_not or standing.unwilling([address_key], zone).get(address_key)
    if why_not or not rows or rows[0].active:
        return why_not
    return people(rows[:1])[0].reason
