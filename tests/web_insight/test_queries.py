"""The pages ask as many questions for a hundred rows as for ten."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lorgnette.insight import ranking
from lorgnette.insight.feed import activities
from tests.insight import estate


@pytest.fixture
def _a_hundred_a_page(monkeypatch):
    *before, _size, tally = ranking.ranked_among.__defaults__
    monkeypatch.setattr(ranking.ranked_among, "__defaults__", (*before, 100, tally))


def queries(client, address, query=None, headers=None):
    """How many a page asks the second time."""
    client.get(address, query, headers=headers or {})
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address, query, headers=headers or {})
    assert response.status_code == 200
    return len(asked), response.content.decode()


def grow(dafydd, since, to):
    for n in range(since, to):
        account = estate.account(f"Account {n}", dafydd)
        estate.did(estate.person(account, f"Person {n}"), "web.pricing", days_ago=n % 9)
        estate.deal(account, 100)
    estate.score_everything()


@pytest.mark.usefixtures("_a_hundred_a_page")
@pytest.mark.parametrize("query", [{}, {"q": "account"}, {"only": "pipeline"}, {"order": "name"}])
def test_a_ranking_of_a_hundred_asks_as_much_as_one_of_ten(seen_by_dafydd, dafydd, query):
    grow(dafydd, 0, 10)
    few, page = queries(seen_by_dafydd, reverse("accounts"), query)
    assert page.count('<svg class="lg-spark') == 10
    grow(dafydd, 10, 100)
    many, page = queries(seen_by_dafydd, reverse("accounts"), query)
    assert page.count('<svg class="lg-spark') == 100
    assert many == few


def test_the_page_and_the_feed_of_an_account_ask_the_same_for_a_hundred(seen_by_dafydd, dafydd):
    account = estate.account("Nordhavn", dafydd)
    address, htmx = reverse("account", args=[account.public_id]), {"HX-Request": "true"}
    asked = []
    for since, to in ((0, 15), (15, 120)):
        for n in range(since, to):
            estate.did(estate.person(account, f"Person {n}"), "web.pricing", days_ago=n % 90)
            estate.deal(account, 100)
            estate.on_team(account, estate.seller(f"Seller {n}"))
        estate.score_everything()
        older = {"before": activities(account.pk).older}
        assert older["before"]
        whole, _page = queries(seen_by_dafydd, address)
        feed, _page = queries(seen_by_dafydd, address, older, htmx)
        asked.append((whole, feed))
    assert asked[0] == asked[1]
