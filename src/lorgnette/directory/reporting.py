"""Who reports to whom in the CRM, directly or further down; circles do no harm."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from django.db import connection

from lorgnette.directory.models import CrmUser

# UNION leaves out whom it has met, so that a circle ends. One's manager is of one's own source.
_BELOW = """
WITH RECURSIVE below(id) AS (
    SELECT id FROM directory_crmuser WHERE id IN ({places})
    UNION
    SELECT report.id
    FROM below
    JOIN directory_crmuser manager ON manager.id = below.id
    JOIN directory_crmuser report ON report.manager_external_id = manager.external_id
        AND report.source_id = manager.source_id
    WHERE report.gone_at IS NULL
)
SELECT id FROM below
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
