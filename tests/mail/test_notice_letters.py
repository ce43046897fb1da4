"""The letters about an access's end: whole sentences in both languages, nothing executed."""

import re

import pytest

from lorgnette.mail.around import ABOUT_ACCESS, TO_PEOPLE
from lorgnette.mail.compose import render
from lorgnette.mail.letters import standard_letter

LINK = "https://insight.aubier.example/access/extend/"
COMMON = {
    "first_name": "Dafydd",
    "name": "Dafydd Prys-Howell",
    "address": "dafydd@aubier.example",
    "company": "Aubier Systems",
    "postal_address": "14 quai Rambaud, 69002 Lyon",
    "last_day": "2026-12-31",
    "zone": "Europe/Paris",
    "whom": "Hélène Dubreuil",
    "note": "The team has changed.",
}
ASKED = COMMON | {
    "person": "Dafydd Prys-Howell",
    "why": "Meunier <b>closes</b> in March.",
    "wished_day": "2027-03-31",
    "locked_at": "2026-11-24T09:00:00+00:00",
    "invited_day": "2026-11-01",
}
DIGEST = COMMON | {
    "rows": [{"name": "Ana Lindqvist", "last_day": "2026-12-31", "ended": False}],
    "total": 3,
}
VALUES = {"inviter_digest": DIGEST, "extension_asked": ASKED, "link_asked": ASKED}


def letter(kind: str, language: str = "en", **changes: object):
    values = VALUES.get(kind, COMMON) | changes
    link = "" if kind == "extension_declined" else LINK
    return render(kind, language, standard_letter(kind, language), values, link)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("kind", sorted(ABOUT_ACCESS))
def test_every_place_is_filled(kind, language):
    mail = letter(kind, language)
    for part in (mail.subject, mail.text, mail.html):
        assert not re.search(r"\[[a-z_]+\]|%\(|None", part)
    assert (LINK in mail.text) == (LINK in mail.html) == (kind != "extension_declined")
    assert ("Bonjour" if language == "fr" else "Hello") in mail.text
    assert "Aubier Systems" in mail.text


@pytest.mark.parametrize("kind", sorted(TO_PEOPLE))
def test_a_person_reads_until_when(kind):
    assert "31 December 2026, 23:59:59 (Paris)" in letter(kind).text


def test_where_nobody_answers_in_particular_an_administrator_does():
    words = " ".join(letter("access_reminder", whom="").text.split())
    assert "an administrator answers" in words


def test_a_wish_is_told_as_it_was_written():
    mail = letter("extension_asked")
    assert "Meunier <b>closes</b> in March." in mail.text
    assert "<b>closes" not in mail.html
    assert "31 March 2027" in mail.text


@pytest.mark.parametrize(
    ("total", "ended", "subject"),
    [
        (1, False, "The access of Ana Lindqvist ends on 31 December 2026"),
        (1, True, "The access of Ana Lindqvist ended on 31 December 2026"),
        (3, False, "The access of 3 people ends or has ended"),
        (5000, False, "The access of 5,000 people ends or has ended"),
    ],
)
def test_a_digest_says_how_many(total, ended, subject):
    rows = [{"name": "Ana Lindqvist", "last_day": "2026-12-31", "ended": ended}]
    mail = letter("inviter_digest", rows=rows, total=total)
    assert mail.subject == subject
    assert ("4,999 more people" in mail.text) == (total == 5000)


def test_the_decline_has_no_button():
    assert 'class="cta"' not in letter("extension_declined").html
