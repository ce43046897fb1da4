"""An account with its subsidiaries, and theirs: circles do no harm."""

from django.db import connection

# UNION leaves out what it has met, so that a circle ends. A parent is of the account's source.
_BELOW = """
WITH RECURSIVE family(id) AS (
    SELECT id FROM accounts_account WHERE id = %s
    UNION
    SELECT child.id
    FROM family
    JOIN accounts_account parent ON parent.id = family.id
    JOIN accounts_account child ON child.parent_external_id = parent.external_id
        AND child.source_id = parent.source_id
    WHERE child.gone_at IS NULL AND parent.external_id <> ''
)
SELECT id FROM family
"""


def family_ids(account_id: int) -> list[int]:
    """Itself first, then all present accounts below it, whoever may see them."""
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, [account_id])
        found = {row[0] for row in cursor.fetchall()}
    return [account_id, *sorted(found - {account_id})]
