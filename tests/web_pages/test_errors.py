"""Where there is no page, a page says so, in the reader's language."""

import pytest
from django.test import Client

from lorgnette.web.errors import server_error


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "There is nothing at this address"), ("fr", "Il n’y a rien à cette adresse")],
)
def test_an_address_that_is_none(client, language, words):
    answer = client.get("/nowhere/", headers={"accept-language": language})
    assert answer.status_code == 404
    assert words in answer.text
    assert f'<html lang="{language}">' in answer.text
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_a_form_without_its_token_is_out_of_date():
    strict = Client(enforce_csrf_checks=True, headers={"host": "insight.aubier.example"})
    answer = strict.post("/language/", {"language": "fr"}, secure=True)
    assert answer.status_code == 403
    assert "This form is out of date" in answer.text


def test_a_failure_is_told_without_database_or_session(rf):
    answer = server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text


@pytest.mark.django_db
def test_a_page_runs_no_inline_script_or_style(client):
    answer = client.get("/sign-in/")
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert " style=" not in answer.text
    assert "<style" not in answer.text
