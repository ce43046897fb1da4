"""Sessions in the database under their key’s digest: who reads the table is nobody by it."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession

from lorgnette.kernel.tokens import digest


class SessionStore(db.SessionStore):
    """Django's; the key itself is in the browser's cookie alone."""

    def exists(self, session_key: str) -> bool:
        return super().exists(kept_key(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        row = super().create_model_instance(data)
        row.session_key = kept_key(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            super().delete(kept_key(key))

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        given = self.session_key
        self._session_key = kept_key(given or "")
        row: AbstractBaseSession | None = super()._get_session_from_db()  # type: ignore[misc]  # not in the stubs
        self._session_key = given if row else None
        return row


def kept_key(session_key: str) -> str:
    """As much of the digest as the column holds: 160 bits."""
    return digest(session_key)[:40]
