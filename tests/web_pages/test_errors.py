"""Where there is no page, a page says so, in the reader's language."""

import errno

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError, connection
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


def failing(client, monkeypatch, error: Exception):
    """What a page answers whose reader meets the failure."""

    def fail(*_given: object) -> None:
        raise error

    client.raise_request_exception = False
    monkeypatch.setattr("lorgnette.web.pages.current", fail)
    return client.get("/sign-in/")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "words", "seconds"),
    [
        (OperationalError("database is locked"), "your turn did not come", "5"),
        (OperationalError("database or disk is full"), "no room left", "60"),
        (OSError(errno.ENOSPC, "No space left on device"), "no room left", "60"),
        (InterfaceError("connection already closed"), "database cannot be reached", "15"),
        (OperationalError("terminating connection"), "database cannot be reached", "15"),
    ],
)
def test_what_passes_is_told_in_words_with_a_time_to_come_back(
    client, monkeypatch, error, words, seconds
):
    answer = failing(client, monkeypatch, error)
    assert (answer.status_code, answer["Retry-After"]) == (503, seconds)
    assert words in answer.text
    assert "Traceback" not in answer.text
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_what_does_not_pass_is_a_failure_of_ours(client, monkeypatch):
    answer = failing(client, monkeypatch, IntegrityError("UNIQUE constraint failed"))
    assert answer.status_code == 500
    assert "Retry-After" not in answer


@pytest.mark.django_db(transaction=True)
def test_a_disk_that_is_full_is_told_and_what_was_saved_is_safe(client):
    if connection.vendor != "sqlite":
        pytest.skip("SQLite can be told to have no room.")
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # pages that earlier tests left empty are room too
        cursor.execute("PRAGMA max_page_count")
        (room,) = cursor.fetchone()
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
        try:
            answers = [
                client.post("/sign-in/", {"address": f"{n}@aubier.example", "password": "x" * 99})
                for n in range(40)
            ]
        finally:
            cursor.execute(f"PRAGMA max_page_count = {room}")
    full = [answer for answer in answers if answer.status_code >= 500]
    assert {answer.status_code for answer in full} == {503}
    assert "no room left" in full[0].text
    assert client.get("/sign-in/").status_code == 200
