"""`lorgnette bounce` takes one mail from a pipe and answers in the language of mail servers."""

import json
import os

import pytest
from click.testing import CliRunner
from django.db import OperationalError

from lorgnette.cli import bounce as command
from lorgnette.mail.models import Message
from tests.cast import invited
from tests.mail.returned import of

pytestmark = pytest.mark.django_db


@pytest.fixture
def message() -> Message:
    invited.aubier()
    invited.invite(invited.administrator(), invited.sellers().dafydd)
    return Message.objects.get()


def run(raw: bytes, *options: str):
    return CliRunner().invoke(command.bounce, [*options], input=raw)


def test_a_bounce_is_taken_in_and_told(message):
    done = run(of(message, "postfix_failed"), "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    assert (told["outcome"], told["message_ref"]) == ("bounced", message.public_id)


@pytest.mark.parametrize("raw", [b"", b"\x00\xff", b"Subject: buy\n\nnow", b"x" * 3_000_000])
def test_what_is_none_of_ours_is_ignored_so_that_nobody_gets_an_answer(message, raw):
    done = run(raw)
    assert done.exit_code == 0
    assert "ignored" in done.output


def test_without_a_database_the_mail_server_tries_again(message, monkeypatch):
    def away(_raw: bytes, _recipient: str) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(command, "take", away)
    assert run(of(message, "postfix_failed")).exit_code == os.EX_TEMPFAIL
