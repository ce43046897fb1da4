"""Carries mails over one connection after another, reusing each for a while."""

from collections.abc import Callable

from lorgnette.mail.transports import (
    Connection,
    NotNow,
    Parcel,
    Refused,
    Transport,
    Trouble,
    Unavailable,
)

# What a server answers that has had enough of this connection, not of this mail.
_ENOUGH = frozenset({421, 452, None})


class Courier:
    """One thread's way out. Servers limit the mails of a connection: a new one every fifty."""

    def __init__(self, transport: Transport, per_connection: int) -> None:
        self._transport = transport
        self._per_connection = per_connection
        self._connection: Connection | None = None
        self._carried = 0

    def carry(self, parcel: Parcel, before_content: Callable[[], None]) -> None:
        """Raises a `Trouble`, or what `before_content` raises."""
        if self._carried >= self._per_connection:
            self.close()
        fresh = self._carried == 0
        try:
            self._carry(parcel, before_content)
        except NotNow as trouble:
            if trouble.code not in _ENOUGH:
                raise
            if fresh and trouble.code == 421:
                raise Unavailable(trouble.words, trouble.code) from None
            if fresh:
                raise
            self._carry(parcel, before_content)

    def _carry(self, parcel: Parcel, before_content: Callable[[], None]) -> None:
        connection = self._connection = self._connection or self._transport.connect()
        try:
            connection.send(parcel, before_content)
            self._carried += 1
        except Refused:
            self._carried += 1
            raise
        except Trouble:
            self.close()
            raise

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection, self._carried = None, 0
