"""Members who have left in the CRM: flagged for an administrator, never locked by themselves."""

from collections.abc import Collection

from lorgnette.users.models import CrmLink

_CHUNK = 500


def flagged(member_ids: Collection[int]) -> frozenset[int]:
    """Those of `member_ids` whose CRM users are all inactive or gone; without any, nobody left."""
    wanted = list(member_ids)
    return frozenset(
        member_id
        for start in range(0, len(wanted), _CHUNK)
        for member_id in _left(wanted[start : start + _CHUNK])
    )


def _left(member_ids: list[int]) -> set[int]:
    links = CrmLink.objects.filter(member_id__in=member_ids)
    here = links.filter(crm_user__active=True, crm_user__gone_at=None)
    linked = set(links.values_list("member_id", flat=True))
    return linked - set(here.values_list("member_id", flat=True))
