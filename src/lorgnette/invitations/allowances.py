"""How many invitations one person may send in a day, and how many one address may get."""

from collections.abc import Collection
from datetime import timedelta

from django.db.models import Count

from lorgnette.invitations.models import Invitation
from lorgnette.invitations.reasons import AddressSpent
from lorgnette.kernel import clock
from lorgnette.kernel.among import Among
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users.models import Member
from lorgnette.workspace.settings import current

DAY = timedelta(days=1)


class InviterSpent(Refusal):
    code = "inviter_spent"
    words = _(
        "One person may send %(limit)s invitations a day. You sent %(sent)s in the last 24 hours; "
        "this would be %(wanted)s more."
    )
    status = 429


def check_inviter(inviter: Member, wanted: int) -> None:
    """Raises `InviterSpent` where `wanted` more would be too many for a day."""
    limit = current().inviter_daily
    rows = Invitation.objects.filter(inviter=inviter, invited_at__gt=clock.now() - DAY)
    sent = rows.count()
    if sent + wanted > limit:
        raise InviterSpent("crm_refs", limit=limit, sent=sent, wanted=wanted)


def check_address(address_key: str) -> None:
    """Raises `AddressSpent` where the address got its share of a day."""
    why_not = spent([address_key]).get(address_key)
    if why_not:
        raise why_not


def spent(address_keys: Collection[str]) -> dict[str, AddressSpent]:
    """Those of the addresses that got their share of a day."""
    limit, since = current().address_daily, clock.now() - DAY
    rows = Invitation.objects.filter(
        Among("member__address_key", address_keys), invited_at__gt=since
    )
    counts = rows.order_by().values_list("member__address_key").annotate(Count("pk"))
    return {key: AddressSpent(count=n, limit=limit) for key, n in counts if n >= limit}
