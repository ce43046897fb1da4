"""Which companies the sources of events say that people are of: hints for matching."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from lorgnette.accounts import unmatched
from lorgnette.activities.models import EventGroup, EventSource, GroupMember
from lorgnette.activities.segment_facts import Company


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


def ensure(source: EventSource, told: Mapping[str, tuple[Company, datetime]]) -> dict[str, int]:
    """The groups' ids by the source's own ids; what is told of them is taken over.

    In a transaction that holds the lock of the sources.
    """
    known = {
        row.external_id: row
        for row in EventGroup.objects.filter(source=source, external_id__in=list(told))
    }
    changed = []
    for key, (company, at) in told.items():
        row = known.setdefault(key, EventGroup(source=source, external_id=key, told_at=at))
        if _takes_over(row, company, at):
            changed.append(row)
    EventGroup.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["source", "external_id"],
        update_fields=["name", "domain", "told_at"],
    )
    _have_matched(changed)
    ids = EventGroup.objects.filter(source=source, external_id__in=list(told))
    return dict(ids.values_list("external_id", "pk"))


def _takes_over(row: EventGroup, company: Company, at: datetime) -> bool:
    """Whether anything of it is new; what is older than what is known tells nothing."""
    if row.pk is not None and at < row.told_at:
        return False
    said = (company.name or row.name, company.domain or row.domain)
    is_new = row.pk is None or said != (row.name, row.domain)
    row.name, row.domain, row.told_at = *said, at
    return is_new


def _have_matched(changed: Collection[EventGroup]) -> None:
    ids = [row.pk for row in changed if row.pk is not None]
    if ids:
        members = GroupMember.objects.filter(group__in=ids)
        unmatched.mark(list(members.values_list("person", flat=True)[:5_000]))
