"""The search of the top bar: a page without a script, the first few below the field with it."""

import pytest
from django.urls import reverse

from tests.insight import estate
from tests.web_insight.test_person import plain
from tests.web_insight.test_queries import queries

HTMX = {"HX-Request": "true"}


@pytest.fixture
def ingrid(dafydd):
    """At Nordhavn; Albufera is Ana's."""
    person = estate.person(estate.account("Nordhavn", dafydd, city="Aarhus"), "Ingrid Sørlie")
    estate.person(estate.account("Albufera", estate.seller("Ana")), "Marta")
    estate.score_everything()
    return person


def test_the_page_leads_to_what_is_found(seen_by_dafydd, ingrid):
    account = ingrid.memberships.get().account
    body = seen_by_dafydd.get("/search/", {"q": "nordhvan"}).content.decode()
    assert f'href="{reverse("account", args=[account.public_id])}">Nordhavn<' in body
    body = seen_by_dafydd.get("/search/", {"q": "ingrid"}).content.decode()
    assert f'href="{reverse("person", args=[ingrid.public_id])}">Ingrid Sørlie<' in body
    assert 'value="ingrid"' in body


def test_as_one_types_only_the_first_few_come(seen_by_dafydd, ingrid):
    body = seen_by_dafydd.get("/search/", {"q": "ingrid"}, headers=HTMX).content.decode()
    assert "<main" not in body
    assert 'role="option" id="find-hit-0"' in body
    assert f'data-href="{reverse("person", args=[ingrid.public_id])}"' in body
    assert 'data-lg-found="0 accounts, 1 person"' in body


def test_nothing_found_says_so_and_suggests(seen_by_dafydd, ingrid):
    for headers in ({}, HTMX):
        page = plain(seen_by_dafydd.get("/search/", {"q": "albufera"}, headers=headers))
        assert "Nothing among your accounts and their people is called “albufera”." in page
        assert "Those that lead now: Nordhavn" in page
        assert "Marta" not in page


def test_without_words_there_is_a_field(seen_by_dafydd, ingrid):
    page = plain(seen_by_dafydd.get("/search/"))
    assert "Nothing among" not in page
    assert seen_by_dafydd.get("/search/", headers=HTMX).content.strip() == b""


def test_what_is_typed_is_shown_as_text(seen_by_dafydd, ingrid):
    body = seen_by_dafydd.get("/search/", {"q": '"><script>x</script>'}).content.decode()
    assert "<script>x" not in body


def test_every_page_of_the_room_has_the_field(seen_by_dafydd, ingrid):
    for address in ("/accounts/", "/activity/", reverse("person", args=[ingrid.public_id])):
        assert 'id="find"' in seen_by_dafydd.get(address).content.decode()


def test_more_rows_ask_no_more(seen_by_dafydd, dafydd, ingrid):
    few, _page = queries(seen_by_dafydd, "/search/", {"q": "nordhavn"}, HTMX)
    for n in range(20):
        estate.person(estate.account(f"Nordhavn {n}", dafydd), f"Nordhavn {n}")
    many, _page = queries(seen_by_dafydd, "/search/", {"q": "nordhavn"}, HTMX)
    assert many <= few + 1
