"""Failures are told, with their traceback; the tokens of links are not."""

import logging
from logging.config import dictConfig

import pytest
from django.test import RequestFactory

from lorgnette.config.logs import LOGGING, WithoutTokens
from lorgnette.config.wsgi import application

TOKEN = "yTBJdAxBpwsq9z28a-tfTkTiikZkO7V9FT7mIr6uqBM"


@pytest.mark.parametrize("path", ["/i/", "/link/", "/password/reset/key/1z-"])
def test_a_token_is_blotted_out_in_message_and_traceback(path):
    address = f"https://insight.aubier.example{path}{TOKEN}"
    try:
        raise ValueError(address)
    except ValueError as error:
        of = (type(error), error, error.__traceback__)
    record = logging.LogRecord("django", logging.ERROR, "", 1, "Failed: %s", (address,), of)
    told = WithoutTokens().format(record)
    assert "Traceback" in told
    assert TOKEN not in told
    assert told.count("…") == 2


def test_a_failure_is_told_and_a_refusal_is_not(capsys):
    dictConfig(LOGGING)
    logging.getLogger("django.request").warning("Not Found: /nowhere/")
    logging.getLogger("django.security.DisallowedHost").error("evil.example")
    logging.getLogger("django.request").error("Internal Server Error: /admin/")
    told = capsys.readouterr().err
    assert "Internal Server Error: /admin/" in told
    assert told.count("\n") == 1


@pytest.mark.django_db
def test_behind_the_proxy_a_visitor_is_told_to_come_by_tls_alone():
    environ = RequestFactory().get("/healthz", headers={"host": "insight.aubier.example"}).environ
    assert environ["wsgi.url_scheme"] == "http"
    told = {}
    body = application(environ, lambda status, headers: told.update(headers))
    body.close()
    assert told["Strict-Transport-Security"] == "max-age=31536000"
