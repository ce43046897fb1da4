"""Each inviter gets one mail a day about those whose access ends or has ended."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lorgnette.access import grants, many
from lorgnette.access.digests import send_digests
from lorgnette.access.notices import send_due
from lorgnette.kernel import clock
from lorgnette.mail.compose import render
from lorgnette.mail.letters import standard_letter
from lorgnette.mail.models import Message
from tests.cast import invited
from tests.cast.people import HELENE_ACTOR, dafydd, user, wilhelmina

LAST = date(2026, 12, 31)
WEEK = datetime(2026, 12, 24, 7, tzinfo=UTC)
NEW_YEAR = datetime(2026, 12, 31, 23, tzinfo=UTC)


def work(moment: datetime) -> int:
    with clock.pretend(moment):
        send_due()
        return send_digests()


def words(letter: Message, language: str = "en") -> str:
    standard = standard_letter(letter.kind, language)
    mail = render(letter.kind, language, standard, letter.values, "https://x.example/")
    return f"{mail.subject}\n{mail.text}"


def test_one_person_is_named_in_the_subject(give_until, letters):
    give_until(dafydd(), LAST)
    assert work(WEEK) == 1
    (letter,) = letters("inviter_digest")
    assert letter.to_address == "helene.dubreuil@aubier.example"
    assert "The access of Dafydd Prys-Howell ends on 31 December 2026" in words(letter)


def test_however_many_end_there_is_one_mail(give_until, letters):
    for number in range(25):
        give_until(user("Seller", f"{number:02}"), LAST)
    assert work(WEEK) == 1
    assert work(WEEK + timedelta(minutes=1)) == 0
    (letter,) = letters("inviter_digest")
    assert letter.values["total"] == 25
    assert len(letter.values["rows"]) == 20
    assert "5 more people" in words(letter)


def test_what_comes_later_in_the_day_waits_for_the_next(give_until, letters):
    give_until(dafydd(), LAST)
    give_until(wilhelmina(), date(2026, 12, 24))
    work(WEEK)
    assert work(WEEK + timedelta(hours=16)) == 0  # Wilhelmina's access has ended, at night
    assert work(WEEK + timedelta(days=1)) == 1
    second = letters("inviter_digest")[1]
    assert [row["ended"] for row in second.values["rows"]] == [True]
    assert "The access of Wilhelmina Vandekerckhove ended on 24 December 2026" in words(second)


def test_nobody_is_written_to_before_the_morning(give_until):
    give_until(dafydd(), LAST)
    assert work(NEW_YEAR) == 0
    assert work(NEW_YEAR + timedelta(hours=7, minutes=59)) == 0
    assert work(NEW_YEAR + timedelta(hours=8)) == 1


def test_an_extension_takes_the_person_out_of_a_digest_that_has_not_left(give_until, letters):
    seller = dafydd()
    give_until(seller, LAST)
    give_until(wilhelmina(), LAST)
    work(WEEK)
    with clock.pretend(WEEK + timedelta(seconds=5)):
        grants.extend(seller.member.public_id, date(2027, 6, 30), HELENE_ACTOR)
    assert work(WEEK + timedelta(minutes=1)) == 1
    first, second = letters("inviter_digest")
    assert first.cancelled_at
    assert [row["name"] for row in second.values["rows"]] == ["Wilhelmina Vandekerckhove"]


def test_an_extension_after_it_has_left_makes_no_second_one(give_until, letters):
    seller = dafydd()
    give_until(seller, LAST)
    work(WEEK)
    Message.objects.filter(kind="inviter_digest").update(final=True, sent_at=WEEK)
    with clock.pretend(WEEK + timedelta(seconds=5)):
        grants.extend(seller.member.public_id, date(2027, 6, 30), HELENE_ACTOR)
    assert work(WEEK + timedelta(minutes=1)) == 0


def test_where_the_inviter_is_gone_the_first_administrator_is_told(give_until, helene, letters):
    invited.administrator("Odile", "Marchand")
    invited.administrator("Paul", "Ruiz")
    give_until(dafydd(), LAST)
    helene.is_administrator = False
    helene.save()
    assert work(WEEK) == 1
    assert letters("inviter_digest")[0].to_address == "odile.marchand@aubier.example"


def test_a_clock_that_goes_back_two_hours_sends_no_second_one(give_until):
    give_until(dafydd(), LAST)
    give_until(wilhelmina(), LAST, zone="Europe/London")
    assert work(WEEK + timedelta(minutes=5)) == 1
    assert work(WEEK + timedelta(hours=3)) == 0
    assert work(WEEK + timedelta(hours=1)) == 0


@pytest.mark.parametrize(
    ("language", "says"),
    [("en", "ends on 31 December 2026"), ("fr", "Bonjour")],
)
def test_the_text_speaks_the_readers_language(give_until, letters, language, says):
    give_until(dafydd(), LAST)
    work(WEEK)
    assert says in words(letters("inviter_digest")[0], language)


def test_many_extended_at_once_are_silenced_in_few_statements(
    give_until, letters, helene, django_assert_max_num_queries
):
    held = [give_until(user("Seller", f"{number:02}"), LAST) for number in range(40)]
    work(WEEK)
    with clock.pretend(WEEK + timedelta(seconds=5)), django_assert_max_num_queries(60):
        many.extend(held, date(2027, 6, 30), HELENE_ACTOR)
    assert all(letter.cancelled_at for letter in letters("access_reminder", "inviter_digest"))
    assert work(WEEK + timedelta(minutes=1)) == 0
