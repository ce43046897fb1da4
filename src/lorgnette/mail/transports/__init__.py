"""What a way out for mail must do, and which of its failures are for ever and which pass."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Parcel:
    """One mail as it goes over the wire. `content` has CRLF line ends and may hold 8-bit text."""

    sender: str
    recipient: str
    message_id: str
    subject: str
    content: bytes


class Trouble(Exception):
    """A mail did not get through. `words` are the server's, or a sentence of the catalogue."""

    def __init__(self, words: str, code: int | None = None) -> None:
        super().__init__(words)
        self.words, self.code = words, code


class Refused(Trouble):
    """For ever: the server will not take this mail for this recipient."""


class NotNow(Trouble):
    """Passes: this mail was surely not taken; try it again later."""


class PerhapsTaken(Trouble):
    """Passes: the content went out whole or in part, the answer never came. Flag the next try."""


class Unavailable(Trouble):
    """Passes, and is no mail's own fault: no connection, no log-in, no leave to send at all."""


class Connection(Protocol):
    """An open way to the server, used by one thread for many mails."""

    def send(self, parcel: Parcel, before_content: Callable[[], None]) -> None:
        """Returns once the server has taken responsibility for the mail, else raises a `Trouble`.

        Calls `before_content` when the recipient is accepted and before the first byte of the
        content goes out; whatever that raises stops the mail and leaves the connection usable.
        Returns or raises within a bounded time.
        """

    def close(self) -> None:
        """Says good-bye if it can; never raises."""


class Transport(Protocol):
    """A way out. `delivers` is true where a mail it took is in the recipient's hands."""

    delivers: bool

    def connect(self) -> Connection:
        """Raises `Unavailable`, within a bounded time."""
