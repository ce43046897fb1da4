"""T16: neither tables nor logs hold a secret in clear, before, while and after it is good.

One company's whole story through its pages: an administrator's link, an invitation, a password, a
reset; after each step every row of every table is read, the sessions' contents unpacked.
"""

import io
import logging
import re
from logging.config import dictConfig

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from lorgnette.mail.deliver import deliver_due
from lorgnette.mail.models import Message
from lorgnette.mail.transports.smtp import SmtpTransport
from lorgnette.users import reset
from lorgnette.users.administrators import create
from tests.cast import invited, people
from tests.mail.letters import QUICK
from tests.mail.servers import Rogue, serving

pytestmark = pytest.mark.django_db

FIRST, SECOND = "curtain-up at eight tonight", "a second curtain at nine tonight"
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
LINK = re.compile(r"https://insight\.aubier\.example\S*/(?:i|key)/\S+")


@pytest.fixture
def told(settings):
    """What reaches the standard error output, were every logger as talkative as it can be."""
    dictConfig(settings.LOGGING)
    shown, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(shown), root.level
    handler.setFormatter(logging.getLogger("django").handlers[0].formatter)
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield shown
    root.setLevel(level)
    root.removeHandler(handler)


def at_rest() -> str:
    """Every row as text, bytes as they are, and what the sessions hold unpacked."""
    with connection.cursor() as cursor:
        texts = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            texts += [str(bytes(v) if isinstance(v, memoryview) else v) for r in cursor for v in r]
    texts += [str(session.get_decoded()) for session in Session.objects.all()]
    return "\n".join(texts)


def browser() -> Client:
    return Client(headers={"host": "insight.aubier.example"}, **{"wsgi.url_scheme": "https"})


def mailed(server) -> str:
    """The link in the last mail, as its recipient gets it."""
    deliver_due("worker", pace=QUICK, via=SmtpTransport(server.url))
    text = server.receipts[-1].mail.get_body(("plain",)).get_content()
    return LINK.search(text).group().removeprefix("https://insight.aubier.example")


def test_the_whole_story_leaves_no_secret_behind(told):
    people.aubier()
    secrets, helene, dafydd = {FIRST, SECOND}, browser(), browser()

    def nothing_is_in_clear():
        for client in (helene, dafydd):
            # The shortest is no secret: it is the language.
            secrets.update(c.value for c in client.cookies.values() if len(c.value) > 2)
        rest, log = at_rest(), told.getvalue()
        assert [secret for secret in secrets if secret in rest or secret in log] == []
        # A log goes further than a database: it names nobody by their address either.
        assert ADDRESS.findall(log) == []

    address = people.parse_address("helene.dubreuil@aubier.example")
    made = create(address, "Hélène", "Dubreuil", "en", people.HELENE_ACTOR)
    secrets.add(made.url_path.strip("/").rpartition("/")[2])
    nothing_is_in_clear()
    assert helene.post(made.url_path, {"password": FIRST}).status_code == 302
    nothing_is_in_clear()

    user, cast = people.User.objects.get(), invited.sellers()
    invited.invite(user, cast.dafydd)
    secrets.add(invited.token(cast.dafydd))
    nothing_is_in_clear()
    with serving(Rogue()) as server:
        link = mailed(server)
        assert link.endswith(invited_token := link.rpartition("/")[2])
        assert invited_token in secrets
        dafydd.get(link)
        dafydd.get("/invitation/")
        nothing_is_in_clear()
        assert dafydd.post("/invitation/", {"password": FIRST}).status_code == 302
        nothing_is_in_clear()
        dafydd.post("/sign-out/")
        dafydd.post("/password/reset/", {"address": cast.dafydd.address})
        reset.pass_on()
        nothing_is_in_clear()
        link = mailed(server)
        secrets.add(link.strip("/").partition("-")[2])
        form = dafydd.get(link)["Location"]
        nothing_is_in_clear()
    assert dafydd.post(form, {"password": SECOND}).status_code == 302
    nothing_is_in_clear()
    assert set(Message.objects.values_list("final", "sealed")) == {(True, None)}


def test_what_is_in_clear_would_be_found(client):
    people.signed_in(client, people.dafydd())
    session = client.session
    session["token"] = "kept in clear"
    session.save()
    assert "kept in clear" in at_rest()
    assert "dafydd.prys-howell@aubier.example" in at_rest()
