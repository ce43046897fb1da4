"""An account with its subsidiaries, and theirs: circles do no harm."""

from django.db import connection

# UNION leaves out what it has met, so that a circle ends. A parent is of the account's source.
# What is gone is met and goes no further: asked of the joined table itself, it would make SQLite
# read all of that for a filter.
_BELOW = """
WITH RECURSIVE family(id, source_id, external_id, gone_at) AS (
    SELECT id, source_id, external_id, gone_at FROM accounts_account WHERE id = %s
    UNION
    SELECT child.id, child.source_id, child.external_id, child.gone_at
    FROM family
    JOIN accounts_account child ON child.parent_external_id = family.external_id
        AND child.source_id = family.source_id
    WHERE family.gone_at IS NULL AND family.external_id <> ''
)
SELECT id FROM family WHERE gone_at IS NULL
"""


def family_ids(account_id: int) -> list[int]:
    """Itself first, then all present accounts below it, whoever may see them."""
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, [account_id])
        found = {row[0] for row in cursor.fetchall()}
    return [account_id, *sorted(found - {account_id})]
