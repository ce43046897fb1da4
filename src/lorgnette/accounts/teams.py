"""Takes account teams over from a source."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from lorgnette.accounts.models import TeamMember
from lorgnette.directory.mirror import BATCH
from lorgnette.kernel.portions import portions


@dataclass(frozen=True, slots=True)
class TeamChanges:
    """How many memberships were new, different or as before."""

    added: int
    changed: int
    same: int


def put(roles: Mapping[tuple[int, int], str]) -> TeamChanges:
    """The role by account and CRM user. At most 1,000, in the caller's transaction."""
    members = TeamMember.objects.filter(account__in={account for account, _user in roles})
    known = {(m.account_id, m.crm_user_id): m for m in members}
    added = [key for key in roles if key not in known]
    changed = [
        key
        for key, role in roles.items()
        if key in known and (known[key].role != role or known[key].gone_at is not None)
    ]
    TeamMember.objects.bulk_create(
        [
            TeamMember(account_id=key[0], crm_user_id=key[1], role=roles[key])
            for key in [*added, *changed]
        ],
        update_conflicts=True,
        unique_fields=["account", "crm_user"],
        update_fields=["role", "gone_at"],
    )
    return TeamChanges(len(added), len(changed), len(roles) - len(added) - len(changed))


def count_present(source_id: int) -> int:
    """How many memberships of the source are mirrored and not gone."""
    return _present(source_id).count()


def mark_gone(source_id: int, is_given: Callable[[str, str], bool], at: datetime) -> int:
    """Marks who is no longer given on a team, by external ids of account and CRM user."""
    keys = _present(source_id).values_list("pk", "account__external_id", "crm_user__external_id")
    gone = [pk for pk, account, user in keys.iterator() if not is_given(account, user)]
    for batch in portions(gone, BATCH):
        TeamMember.objects.filter(pk__in=batch).update(gone_at=at)
    return len(gone)


def _present(source_id: int) -> QuerySet[TeamMember]:
    return TeamMember.objects.filter(account__source=source_id, gone_at=None)
