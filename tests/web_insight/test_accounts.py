"""The page of the ranked accounts."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils.translation import override

from lorgnette.insight.standing import Headline
from lorgnette.scoring.models import AccountScore
from lorgnette.web.insight.headlines import sentence
from lorgnette.web.insight.sparkline import sparkline
from tests.cast import people
from tests.insight import estate


def text_of(response):
    """What is read on the page."""
    body = response.content.decode().partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def scored(owner, name, tenths, change=0):
    account = estate.account(name, owner)
    AccountScore.objects.filter(account=account).update(
        tenths=tenths, change=change, weeks=[tenths] * 13
    )
    return account


def test_strangers_sign_in_first(client):
    response = client.get(reverse("accounts"))
    assert response.status_code == 302
    assert response.url == f"{reverse('account_login')}?next=/accounts/"


def test_a_seller_reads_rank_score_change_and_reasons(seen_by_dafydd, dafydd):
    nordhavn = estate.account("Nordhavn", dafydd, city="Aarhus")
    estate.deal(nordhavn, 412_000_00, "EUR")
    ingrid = estate.person(nordhavn, "Ingrid Sørlie")
    estate.did(ingrid, "web.visit", days_ago=20, times=5)
    estate.did(ingrid, "form.demo")
    estate.score_everything()
    response = seen_by_dafydd.get(reverse("accounts"))
    text = text_of(response)
    assert response["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    for words in (
        "nordhavn.example, Aarhus",
        "€412,000 1 open",
        "Ingrid Sørlie asked for a demonstration 2 hr ago",
        "Asked for a demonstration, Ingrid Sørlie",
        "Older activities fade",
    ):
        assert words in text


def test_the_headline_says_what_jumped_and_leads_there(seen_by_dafydd, dafydd):
    nordhavn = scored(dafydd, "Nordhavn", 500, change=120)
    scored(dafydd, "Orne", 900)
    response = seen_by_dafydd.get(reverse("accounts"))
    assert "One of your 2 accounts jumped this week. Start with Nordhavn ." in text_of(response)
    assert reverse("account", args=[nordhavn.public_id]) in response.content.decode()


def test_later_pages_go_on_counting(seen_by_dafydd, dafydd):
    for n in range(26):
        scored(dafydd, f"Account {n}", 900 - n)
    first = seen_by_dafydd.get(reverse("accounts"))
    href = unescape(re.search(r'rel="next" href="([^"]+)"', first.content.decode())[1])
    second = text_of(seen_by_dafydd.get(href))
    assert "Rank 26 Account 25" in second
    assert "Account 24" not in second


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("?only=rising", "Nordhavn", "Orne"),
        ("?only=cooling", "Orne", "Nordhavn"),
        ("?q=ORNE", "Orne", "Nordhavn"),
    ],
)
def test_search_and_filters_are_in_the_address(seen_by_dafydd, dafydd, query, shown, hidden):
    scored(dafydd, "Nordhavn", 500, change=20)
    scored(dafydd, "Orne", 300, change=-20)
    table = text_of(seen_by_dafydd.get(reverse("accounts") + query)).partition("Why it moved")[2]
    assert shown in table
    assert hidden not in table


def test_a_filter_keeps_the_search_and_a_second_click_takes_it_off(seen_by_dafydd, dafydd):
    scored(dafydd, "Nordhavn", 500, change=20)
    body = seen_by_dafydd.get(reverse("accounts") + "?q=nord&only=rising").content.decode()
    chips = re.findall(r'lg-chip-link" href="([^"]+)"( aria-current="true")?', body)
    assert [(unescape(href), bool(on)) for href, on in chips] == [
        ("/accounts/?q=nord", True),
        ("/accounts/?q=nord&only=cooling", False),
        ("/accounts/?q=nord&only=rising&pipeline=1", False),
    ]


def test_the_sorted_column_says_so(seen_by_dafydd, dafydd):
    scored(dafydd, "Nordhavn", 500, change=20)
    body = seen_by_dafydd.get(reverse("accounts") + "?order=change").content.decode()
    assert re.search(r'aria-sort="descending"><a href="/accounts/\?order=fall">7 days', body)


def test_no_match_says_what_was_searched_as_text(seen_by_dafydd, dafydd):
    scored(dafydd, "Nordhavn", 500)
    response = seen_by_dafydd.get(reverse("accounts"), {"q": "<script>alert(1)</script>"})
    assert "holds “<script>alert(1)</script>”" in text_of_escaped(response)
    assert b"<script>alert" not in response.content


def text_of_escaped(response):
    return unescape(response.content.decode())


def test_who_owns_nothing_reads_why_the_list_is_empty(seen_by_dafydd, dafydd):
    text = text_of(seen_by_dafydd.get(reverse("accounts")))
    assert "No accounts yet" in text
    assert "you own no account" in text


def test_an_account_without_activity_says_so(seen_by_dafydd, dafydd):
    estate.account("Quiet", dafydd)
    text = text_of(seen_by_dafydd.get(reverse("accounts")))
    assert "No activity yet" in text
    assert "None of" not in text
    assert "Your account did not jump this week." in text


def test_an_administrator_without_a_grant_sees_all_accounts(client, dafydd):
    scored(dafydd, "Nordhavn", 500)
    scored(None, "Orphan", 400)
    text = text_of(people.signed_in(client, people.helene()).get(reverse("accounts")))
    assert "None of the 2 accounts jumped this week. Nordhavn leads." in text


def test_a_page_of_25_costs_as_many_queries_as_a_page_of_1(
    seen_by_dafydd, dafydd, django_assert_max_num_queries
):
    for n in range(25):
        account = estate.account(f"Account {n}", dafydd)
        estate.did(estate.person(account, f"Person {n}"), "web.pricing", days_ago=n)
        estate.deal(account, 100)
    estate.score_everything()
    with django_assert_max_num_queries(30):
        response = seen_by_dafydd.get(reverse("accounts"))
    assert response.content.count(b"lg-acc-name") == 25


@pytest.mark.parametrize(
    ("headline", "own", "expected"),
    [
        (Headline(38, 4, "Orne", "o"), True, "Four of your 38 accounts jumped this week."),
        (Headline(1200, 12, "Orne", "o"), False, "12 of the 1,200 accounts jumped this week."),
        (Headline(3, 3, "Orne", "o"), True, "All your accounts jumped this week."),
        (Headline(1, 1, "Orne", "o"), True, "Your account jumped this week."),
        (Headline(1, 1, "Orne", "o"), False, "The account jumped this week."),
        (Headline(1, 0, "Orne", "o"), False, "The account did not jump this week."),
        (Headline(38, 0, "Orne", "o"), True, "None of your 38 accounts jumped this week."),
    ],
)
def test_the_headline_is_said_as_people_say_it(headline, own, expected):
    with override("en"):
        assert sentence(headline, own=own).what == expected


def test_a_name_that_ends_with_a_stop_does_not_get_a_second_one():
    with override("en"):
        told = sentence(Headline(2, 1, "Kıvılcım Enerji A.Ş.", "k"), own=True)
    assert f"{told.before}{told.name}{told.after}" == "Start with Kıvılcım Enerji A.Ş."


def test_a_sparkline_is_drawn_on_a_scale_of_0_to_100():
    drawn = sparkline([0, 500, 1000])
    assert drawn.line == "2.0,35.0 60.0,18.5 118.0,2.0"
    assert (drawn.x, drawn.y) == ("118.0", "2.0")
    assert sparkline([]) is None
