"""Who reports to whom in the CRM, directly or further down; circles do no harm."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from django.db import connection

from lorgnette.directory.models import CrmUser

# UNION leaves out whom it has met, so that a circle ends. One's manager is of one's own source.
# Who is gone is met and goes no further: asked of the joined table itself, it would make SQLite
# read all of that for a filter.
_BELOW = """
WITH RECURSIVE below(id, source_id, external_id, goes_on) AS (
    SELECT id, source_id, external_id, 1 FROM directory_crmuser WHERE id IN ({places})
    UNION
    SELECT report.id, report.source_id, report.external_id,
        CASE WHEN report.gone_at IS NULL THEN 1 ELSE 0 END
    FROM below
    JOIN directory_crmuser report ON report.manager_external_id = below.external_id
        AND report.source_id = below.source_id
    WHERE below.goes_on = 1 AND below.external_id <> ''
)
SELECT DISTINCT id FROM below WHERE goes_on = 1
"""


def with_reports(crm_user_ids: Collection[int]) -> frozenset[int]:
    """These CRM users and everybody below them. Who has left the company still has accounts."""
    ids = sorted(crm_user_ids)
    if not ids:
        return frozenset()
    with connection.cursor() as cursor:
        cursor.execute(_BELOW.format(places=", ".join(["%s"] * len(ids))), ids)
        return frozenset(row[0] for row in cursor.fetchall())


def with_reports_of(groups: Sequence[Collection[int]]) -> list[frozenset[int]]:
    """The same of many groups, in one query."""
    below = _direct_reports()
    return [_closed(group, below) for group in groups]


def _direct_reports() -> dict[int, list[int]]:
    columns = ("pk", "source_id", "external_id", "manager_external_id", "gone_at")
    known = list(CrmUser.objects.order_by("pk").values_list(*columns))
    pks = {(source, ref): pk for pk, source, ref, _manager, _gone in known}
    below: dict[int, list[int]] = defaultdict(list)
    for pk, source, _ref, manager, gone_at in known:
        if manager and gone_at is None and (source, manager) in pks:
            below[pks[source, manager]].append(pk)
    return below


def _closed(group: Collection[int], below: dict[int, list[int]]) -> frozenset[int]:
    met, waiting = set(group), list(group)
    while waiting:
        new = [pk for pk in below.get(waiting.pop(), ()) if pk not in met]
        met.update(new)
        waiting.extend(new)
    return frozenset(met)
