"""Mail goes over TLS to a server whose certificate is trusted, with a log-in where one is set."""

import ssl
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from lorgnette.mail import outbox
from lorgnette.mail.deliver import deliver_due
from lorgnette.mail.models import Message
from lorgnette.mail.transports.smtp import SmtpTransport
from lorgnette.mail.transports.smtp.connection import NO_LOGIN, NO_TLS, NOT_TRUSTED
from tests.mail.letters import QUICK, aubier, to_dafydd
from tests.mail.servers import Rogue, closed_port, serving

pytestmark = pytest.mark.django_db

# A server's own complaint that its client went away is no concern of ours.
quiet = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(autouse=True)
def _company():
    aubier()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Of `localhost`, signed by itself: trusted where SSL_CERT_FILE says so."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    clear = serialization.NoEncryption()
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, clear)
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def trusted(certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    return certificate


class Box:
    """What came, and whether it came encrypted."""

    def __init__(self) -> None:
        self.encrypted: list[bool] = []

    async def handle_DATA(self, server, _session, _envelope):  # noqa: N802
        self.encrypted.append(server.transport.get_extra_info("ssl_object") is not None)
        return "250 Taken"


def context_of(certificate) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@contextmanager
def server(**options):
    box = Box()
    made = Controller(box, hostname="localhost", port=closed_port(), **options)
    made.start()
    try:
        yield box, made.port
    finally:
        made.stop()


def deliver(url):
    outbox.put(to_dafydd())
    return deliver_due("worker", pace=QUICK, via=SmtpTransport(url))


def reply():
    return Message.objects.get().reply_text


def knows_lorgnette(_server, _session, _envelope, _mechanism, data):
    known = (data.login, data.password) == (b"lorgnette", b"s3cret/word")
    return AuthResult(success=known, handled=False)


@quiet
def test_starttls_to_a_trusted_server(trusted):
    with server(tls_context=context_of(trusted), require_starttls=True) as (box, port):
        assert deliver(f"smtp+tls://localhost:{port}") == {"sent": 1}
    assert box.encrypted == [True]


@quiet
def test_tls_from_the_start(trusted):
    with server(ssl_context=context_of(trusted)) as (box, port):
        assert deliver(f"smtps://localhost:{port}") == {"sent": 1}
    assert box.encrypted == [True]


@quiet
def test_a_certificate_that_nobody_vouches_for_gets_nothing(certificate):
    with server(tls_context=context_of(certificate), require_starttls=True) as (box, port):
        assert deliver(f"smtp+tls://localhost:{port}") == {"deferred": 1}
    assert box.encrypted == []
    assert reply() == NOT_TRUSTED


@quiet
def test_a_certificate_of_another_name_gets_nothing(trusted):
    with server(tls_context=context_of(trusted), require_starttls=True) as (box, port):
        assert deliver(f"smtp+tls://127.0.0.1:{port}") == {"deferred": 1}
    assert box.encrypted == []
    assert reply() == NOT_TRUSTED


def test_required_encryption_that_is_not_offered_sends_nothing():
    with serving(Rogue()) as plain:
        assert deliver(plain.url.replace("smtp://", "smtp+tls://")) == {"deferred": 1}
    assert plain.receipts == []
    assert reply() == NO_TLS


@quiet
def test_the_log_in_is_used(trusted):
    options = {"tls_context": context_of(trusted), "authenticator": knows_lorgnette}
    with server(auth_required=True, **options) as (box, port):
        assert deliver(f"smtp+tls://lorgnette:s3cret%2Fword@localhost:{port}") == {"sent": 1}
    assert box.encrypted == [True]


@quiet
def test_a_wrong_password_is_told_in_the_servers_words(trusted):
    options = {"tls_context": context_of(trusted), "authenticator": knows_lorgnette}
    with server(auth_required=True, **options) as (box, port):
        assert deliver(f"smtp+tls://lorgnette:wrong@localhost:{port}") == {"deferred": 1}
    assert box.encrypted == []
    assert "Authentication credentials invalid" in reply()


def test_a_user_name_for_a_server_without_log_in_is_told():
    with serving(Rogue()) as plain:
        assert deliver(plain.url.replace("smtp://", "smtp://me:you@")) == {"deferred": 1}
    assert reply() == NO_LOGIN
