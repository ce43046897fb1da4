"""Where the company wishes it, mail servers are asked to report each delivery (RFC 3461)."""

import pytest

from lorgnette.mail import outbox
from lorgnette.mail.deliver import deliver_due
from lorgnette.mail.transports.smtp import SmtpTransport
from tests.mail.letters import QUICK, aubier, to_dafydd
from tests.mail.servers import OK, Rogue, serving

pytestmark = pytest.mark.django_db
ABLE = f"250-rogue.example\r\n250-DSN\r\n{OK['ehlo'].splitlines()[1]}"
WISH = "NOTIFY=SUCCESS,DELAY,FAILURE"


def asked(ehlo: str) -> bool:
    """Whether a server that answers so is asked for reports."""
    aubier()
    outbox.put(to_dafydd())
    with serving(Rogue(lambda phase, _visit: ehlo if phase == "ehlo" else None)) as server:
        assert deliver_due("worker", pace=QUICK, via=SmtpTransport(server.url)) == {"sent": 1}
    (sender,) = [line for line in server.said if line.lower().startswith("mail from:")]
    (recipient,) = [line for line in server.said if line.lower().startswith("rcpt to:")]
    assert ("RET=HDRS" in sender) == (WISH in recipient)
    return WISH in recipient


def test_a_server_that_can_is_asked(settings):
    settings.DELIVERY_REPORTS = True
    assert asked(ABLE)


def test_a_server_that_cannot_is_not_asked(settings):
    settings.DELIVERY_REPORTS = True
    assert not asked(OK["ehlo"])


def test_nobody_is_asked_unless_it_is_wished():
    assert not asked(ABLE)
