"""A server that drips cannot hold a sender where its answer no longer matters."""

import threading
from collections.abc import Callable

import pytest

from lorgnette.mail.transports import Parcel, Refused
from lorgnette.mail.transports.smtp import SmtpTransport
from tests.mail.servers import DRIP, HANG, Rogue, serving

PARCEL = Parcel("a@aubier.example", "b@aubier.example", "<1@aubier.example>", "Hello", b"Hello\r\n")


def ends(verb: Callable[[], None]) -> bool:
    """Within a time that no drip of 8,192 bytes is."""
    thread = threading.Thread(target=verb, daemon=True)
    thread.start()
    thread.join(8)
    return not thread.is_alive()


@pytest.mark.parametrize("fault", [DRIP, HANG])
def test_a_slow_goodbye_holds_nobody(fault):
    with serving(Rogue(lambda phase, _visit: fault if phase == "quit" else None)) as server:
        connection = SmtpTransport(server.url).connect()
        assert ends(connection.close)


@pytest.mark.parametrize("fault", [DRIP, HANG])
def test_a_slow_reset_after_a_refusal_holds_nobody(fault):
    replies = {"rcpt": "550 5.1.1 No such user", "rset": fault}
    with serving(Rogue(lambda phase, _visit: replies.get(phase))) as server:
        connection = SmtpTransport(server.url).connect()

        def send() -> None:
            with pytest.raises(Refused):
                connection.send(PARCEL, lambda: None)
            connection.close()

        assert ends(send)
