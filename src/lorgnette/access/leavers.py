"""Members who have left in the CRM: flagged for an administrator, never locked by themselves."""

from collections.abc import Collection, Sequence

from lorgnette.directory.models import CrmUser
from lorgnette.kernel.portions import portions
from lorgnette.users.links import crm_user_ids
from lorgnette.users.models import Member


def flagged(member_ids: Collection[int]) -> frozenset[int]:
    """Those of `member_ids` whose CRM users are all inactive or gone; without any, nobody left.

    Who they are in the CRM is what their view is made of (`users.links.crm_user_ids`): somebody
    who came back under a new id of their address has not left.
    """
    return frozenset(pk for some in portions(list(member_ids)) for pk in _left(some))


def _left(member_ids: Sequence[int]) -> set[int]:
    theirs = crm_user_ids(Member.objects.filter(pk__in=member_ids))
    ids = {crm_id for crm_ids in theirs.values() for crm_id in crm_ids}
    present = CrmUser.objects.filter(pk__in=ids, active=True, gone_at=None)
    here = set(present.values_list("pk", flat=True))
    return {member_id for member_id, crm_ids in theirs.items() if crm_ids and not crm_ids & here}
