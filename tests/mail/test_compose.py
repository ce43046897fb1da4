"""A letter becomes a mail: in the reader's language, with the fixed facts, and nothing executed."""

import pytest

from lorgnette.mail.compose import render
from lorgnette.mail.letters import Letter, standard_letter
from tests.mail.letters import INVITATION, LINK

NARROW = "\u202f"


def invitation(language="en", letter=None, **changes):
    values = INVITATION | changes
    ends = bool(values["last_day"])
    letter = letter or standard_letter("invitation", language, ends=ends)
    return render("invitation", language, letter, values, LINK)


def test_an_invitation_says_who_invites_to_what_until_when_and_how_long_the_link_lives():
    mail = invitation()
    assert mail.subject == "Hélène Dubreuil invites you to Account Insight"
    for words in (mail.text, mail.html):
        assert "Hello Dafydd," in words
        assert "From today until 31 December 2026" in words.replace("\n", " ")
        assert "dafydd.pryshowell@aubier.example" in words
        assert "Account Insight, 38 accounts" in words
        assert "31 December 2026, 23:59:59 (Paris)" in words
        assert "30 November 2026, 14:16 (Paris)" in words
        assert "it can be renewed" in words.replace("\n", " ")
        assert "Aubier Systems, 14 quai Rambaud, 69002 Lyon" in words


def test_a_french_reader_gets_french_words_dates_and_spaces():
    mail = invitation("fr", last_day="2027-01-01", accounts=1238)
    assert mail.subject == "Hélène Dubreuil vous invite à utiliser Account Insight"
    assert f"Accepter l’invitation{NARROW}:\n{LINK}" in mail.text
    assert f"Account Insight, 1{NARROW}238 comptes" in mail.text
    assert "1er janvier 2027, 23:59:59 (Paris)" in mail.text
    assert '<html lang="fr">' in mail.html
    for word in ("You will see", "Access until", "Accept the"):
        assert word not in mail.text + mail.html


def test_an_access_without_end_does_not_speak_of_a_date():
    mail = invitation(last_day=None)
    assert "From today you can see" in mail.text
    assert "Access until:      No end date" in mail.text


@pytest.mark.parametrize(
    ("scope", "accounts", "what"),
    [
        ("own", 1, "Account Insight, 1 account\n"),
        ("own", 0, "Account Insight, no accounts yet\n"),
        ("all", None, "Account Insight, all accounts\n"),
        ("chosen", None, "Account Insight, the accounts chosen for you\n"),
    ],
)
def test_what_will_be_seen_is_said_for_each_scope(scope, accounts, what):
    assert what in invitation(scope=scope, accounts=accounts).text


def test_the_link_stands_alone_and_whole_on_its_line():
    long = "https://insight.aubier.example/i/" + "x" * 90
    letter = Letter("Come", "Please come to [link] and see for yourself.\n\n[link]")
    text = render("invitation", "en", letter, INVITATION, long).text
    assert text.count(long) == 2
    assert f"\n{long}\n" in text


@pytest.mark.parametrize(
    "payload",
    [
        "{{ 7*7 }}",
        "{% load static %}",
        "{{ settings.SECRET_KEY }}",
        "%(link)s",
        "${link}",
        "{link}",
        "[unknown]",
        "[LINK]",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "{# comment #}",
        "[[first_name]",
        "\\1 \\g<0>",
        "&lt;b&gt;",
    ],
)
def test_what_is_no_placeholder_arrives_literally(payload):
    mail = invitation(letter=Letter(payload, f"{payload}\n\n[link]"))
    shown = payload.replace("[first_name]", "Dafydd")
    assert mail.subject == shown
    assert mail.text.startswith(f"{shown}\n\n")
    escaped = shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert f">{escaped}</p>" in mail.html


def test_a_value_that_looks_like_a_placeholder_is_not_read_again():
    letter = Letter("[inviter]", "[first_name]\n\n[inviter]\n\n[link]")
    mail = invitation(letter=letter, first_name="[link]", inviter="[company] {{ x }}")
    assert mail.subject == "[company] {{ x }}"
    assert mail.text.startswith("[link]\n\n[company] {{ x }}\n\nAccept the invitation:\n")


def test_a_test_mail_says_that_it_is_one():
    mail = render("test", "en", standard_letter("test", "en"), INVITATION, LINK)
    assert mail.text.startswith("This is a test: its link opens nothing.")
    assert "This is a test" in mail.html


def test_a_password_mail_says_what_it_is_for_and_that_ignoring_it_is_safe():
    values = {name: INVITATION[name] for name in ("first_name", "address", "company", "zone")}
    letter = standard_letter("password_reset", "en")
    mail = render("password_reset", "en", letter, values, LINK)
    assert f"Choose a new password:\n{LINK}" in mail.text
    assert "nothing changes" in mail.text
    assert "You will see" not in mail.text


def test_the_page_is_made_for_phones_and_for_the_dark():
    html = invitation().html
    assert '<meta name="color-scheme" content="light dark">' in html
    assert "prefers-color-scheme: dark" in html
    assert "max-width: 520px" in html
