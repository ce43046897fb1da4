"""What happens is told, failures with their traceback; tokens, passwords and addresses are not."""

import json
import logging
from logging.config import dictConfig

import pytest
from django.test import RequestFactory

from lorgnette.config.logs import Json, Plain, logging_settings
from lorgnette.config.wsgi import application
from lorgnette.kernel.redaction import redacted
from lorgnette.kernel.tracing import request_id

TOKEN = "yTBJdAxBpwsq9z28a-tfTkTiikZkO7V9FT7mIr6uqBM"
ADDRESS = "dafydd.prys-howell@aubier.example"


def failed(words: str, *values: object) -> logging.LogRecord:
    try:
        raise ValueError(words % values)
    except ValueError as error:
        of = (type(error), error, error.__traceback__)
    return logging.LogRecord("lorgnette", logging.ERROR, "", 1, words, values, of)


@pytest.mark.parametrize("path", ["/i/", "/link/", "/password/reset/key/1z-", "/some/new/door/"])
@pytest.mark.parametrize("form", [Plain, Json])
def test_a_token_is_blotted_out_in_message_and_traceback(path, form):
    told = form().format(failed("Failed: %s", f"https://insight.aubier.example{path}{TOKEN}/"))
    assert "Traceback" in told
    assert TOKEN not in told
    assert told.count("…") == 2


@pytest.mark.parametrize(
    ("words", "secret"),
    [
        (f"DETAIL: Key (address_key)=({ADDRESS}) already exists.", ADDRESS),
        ("cannot reach smtp://mailer:opera-glasses@mail.example:587", "opera-glasses"),
        ("postgresql://lorgnette:opera-glasses@db.example/x refused", "opera-glasses"),
        ("Authorization: Bearer opera-glasses-at-eight", "opera-glasses-at-eight"),
        ("{'password': 'opera-glasses', 'next': '/'}", "opera-glasses"),
        ("token=opera-glasses&next=/", "opera-glasses"),
    ],
)
def test_passwords_and_addresses_are_blotted_out(words, secret):
    assert secret in words
    assert secret not in redacted(words)
    assert "…" in redacted(words)


def test_what_is_no_secret_stays():
    words = (
        "/admin/users-roles/sales-users/kJ8sPq2LmN4v/ 200 File /opt/lib/lorgnette/a_long_name.py"
    )
    assert redacted(words) == words


def test_a_line_is_one_object_with_its_request_and_facts():
    record = logging.LogRecord("lorgnette.requests", logging.INFO, "", 1, "answered", (), None)
    record.facts = {"path": f"/i/{TOKEN}", "status": 200}
    token = request_id.set("r-17")
    try:
        line = json.loads(Json().format(record))
    finally:
        request_id.reset(token)
    assert (line["request"], line["path"], line["status"]) == ("r-17", "/i/…", 200)
    assert line["at"].endswith("+00:00")


def test_a_failure_is_told_and_a_refusal_is_not(capsys):
    dictConfig(logging_settings("plain"))
    logging.getLogger("django.request").warning("Not Found: /nowhere/")
    logging.getLogger("django.security.DisallowedHost").error("evil.example")
    logging.getLogger("django.request").error("Internal Server Error: /admin/")
    told = capsys.readouterr().err
    assert "Internal Server Error: /admin/" in told
    assert told.count("\n") == 1


def test_the_demo_tells_warnings_and_a_level_that_is_asked_for_wins():
    levels = [
        logging_settings(demo=True),
        logging_settings(),
        logging_settings(level="debug", demo=True),
    ]
    assert [s["loggers"]["lorgnette"]["level"] for s in levels] == ["WARNING", "INFO", "DEBUG"]


@pytest.mark.django_db
def test_behind_the_proxy_a_visitor_is_told_to_come_by_tls_alone():
    environ = RequestFactory().get("/sign-in/", headers={"host": "insight.aubier.example"}).environ
    assert environ["wsgi.url_scheme"] == "http"
    told = {}
    body = application(environ, lambda status, headers: told.update(headers))
    body.close()
    assert told["Strict-Transport-Security"] == "max-age=31536000"
