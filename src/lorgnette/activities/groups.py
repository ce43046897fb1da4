"""Which companies the sources of events say that people are of: hints for matching."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from lorgnette.activities.models import GroupMember


@dataclass(frozen=True, slots=True)
class GroupHint:
    """`external_id` is the source's own id of the company; the others may be "".

    `domain` is that of its website, lower case, without `www.`; `at` when it was last said.
    """

    external_id: str
    name: str
    domain: str
    at: datetime


def hints_of(person_ids: Collection[int]) -> dict[int, list[GroupHint]]:
    """By person, the latest first; those of whom nothing was said are absent. At most 5,000."""
    rows = GroupMember.objects.filter(person__in=set(person_ids)).order_by("person", "-at")
    columns = ("person", "group__external_id", "group__name", "group__domain", "at")
    found: dict[int, list[GroupHint]] = {}
    for person_id, *values in rows.values_list(*columns):
        found.setdefault(person_id, []).append(GroupHint(*values))
    return found
