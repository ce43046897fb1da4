"""The people of a list as invitees: whom the CRM knows by their address, and who cannot be."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from lorgnette.directory.models import CrmUser
from lorgnette.invitations import standing
from lorgnette.invitations.crm_people import language_of, people
from lorgnette.invitations.invitee import Invitee
from lorgnette.invitations.listed import Listed, Listing
from lorgnette.invitations.reasons import NotInvitable
from lorgnette.kernel.addresses import Address, parse_address
from lorgnette.kernel.portions import portions
from lorgnette.workspace.settings import current


def from_listing(listing: Listing) -> list[Invitee]:
    """In the order of the list. A name or language that it leaves out is the CRM's, if any."""
    addresses = [parse_address(row.address) for row in listing.rows]
    crm, standard = _crm_rows({address.key for address in addresses}), current().language
    found = [
        _invitee(row, address, crm.get(address.key, ()), standard)
        for row, address in zip(listing.rows, addresses, strict=True)
    ]
    reasons = _reasons([address.key for address in addresses], crm)
    return [replace(who, reason=reasons[who.address.key]) for who in found]


def _crm_rows(keys: Collection[str]) -> dict[str, list[CrmUser]]:
    """The present CRM users of each address, the one who can be invited first."""
    found: dict[str, list[CrmUser]] = {}
    for part in portions(sorted(set(keys))):
        rows = CrmUser.objects.filter(gone_at=None, address_key__in=part)
        for row in rows.order_by("-active", "pk"):
            found.setdefault(row.address_key, []).append(row)
    return found


def _reasons(
    keys: Collection[str], crm: Mapping[str, Sequence[CrmUser]]
) -> Mapping[str, NotInvitable | None]:
    """What the CRM or the house says of each address."""
    zone = current().zone
    unwilling = standing.unwilling(keys, zone)
    house = {key: standing.reason(one, zone) for key, one in standing.of(keys).items()}
    known = {p.row.address_key: p.reason for p in people([rows[0] for rows in crm.values()])}
    return {key: known.get(key) or house.get(key) or unwilling.get(key) for key in keys}


def _invitee(row: Listed, address: Address, crm: Sequence[CrmUser], standard: str) -> Invitee:
    """Without a reason yet."""
    first, last = row.first_name, row.last_name
    if crm and not (first or last):
        first, last = crm[0].first_name, crm[0].last_name
    locale = row.language or next((one.language for one in crm if one.language), "")
    return Invitee(
        ref=str(row.line),
        first_name=first,
        last_name=last,
        name=" ".join(filter(None, (first, last))) or address.address,
        address=address,
        language=language_of(locale, standard),
        crm_user_ids=tuple(sorted(one.pk for one in crm)),
        reason=None,
    )
