"""Somebody the answers name, from the CRM, typed in or listed."""

from dataclasses import dataclass

from lorgnette.invitations.reasons import NotInvitable
from lorgnette.kernel.addresses import Address


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody to invite. `crm_user_ids` are all CRM users of the address.

    `ref` is the CRM user's public id, "email" for the one typed in, or the line in a list.
    `reason` is why they cannot be invited now.
    """

    ref: str
    first_name: str
    last_name: str
    name: str
    address: Address
    language: str
    crm_user_ids: tuple[int, ...]
    reason: NotInvitable | None
