"""Which CRM users a member is: by address, or picked by an administrator."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from lorgnette.directory.models import CrmUser
from lorgnette.kernel import bulk, clock
from lorgnette.kernel.among import Among
from lorgnette.users.models import CrmLink, Member


def link(picked: Mapping[Member, Sequence[int]]) -> None:
    """Links members to the present CRM users of their address, and to those picked for them."""
    same = crm_users_by_address({member.address_key for member in picked})
    stencil = bulk.Stencil(CrmLink, linked_at=clock.now())
    rows = [
        stencil.row(member_id=member.pk, crm_user_id=crm_id, chosen=crm_id not in own)
        for member, ids in picked.items()
        for own in [same.get(member.address_key, set())]
        for crm_id in {*own, *ids}
    ]
    bulk.write(rows, on_conflict="DO NOTHING")


def crm_users_by_address(keys: Collection[str]) -> dict[str, set[int]]:
    """Ids of the CRM users of each canonical address, those gone from the CRM excepted."""
    found: dict[str, set[int]] = defaultdict(set)
    rows = CrmUser.objects.filter(Among("address_key", keys), gone_at=None)
    for key, crm_id in rows.values_list("address_key", "id"):
        found[key].add(crm_id)
    return dict(found)


def crm_user_ids(members: Collection[Member]) -> dict[int, frozenset[int]]:
    """By member id: the CRM users they are, those that appeared since the invitation included."""
    same = crm_users_by_address({member.address_key for member in members})
    found = {member.pk: set(same.get(member.address_key, ())) for member in members}
    rows = CrmLink.objects.filter(Among("member_id", found))
    for member_id, crm_id in rows.values_list("member_id", "crm_user_id"):
        found[member_id].add(crm_id)
    return {member_id: frozenset(ids) for member_id, ids in found.items()}
