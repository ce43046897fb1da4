"""The chart's switch: in the address, without a script, or the panel alone."""

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.urls import reverse

from tests.insight import estate
from tests.insight.test_charted import happened, rule
from tests.web_insight.test_accounts import text_of

PANEL = {"HX-Request": "true", "HX-Target": "chart"}


@pytest.fixture
def nordhavn(dafydd):
    made = estate.account("Nordhavn", dafydd)
    estate.did(estate.person(made, "Ingrid Sørlie"), "form.demo")
    estate.deal(made, 24_800_000, created_on=date(2026, 9, 1))
    estate.deal(made, 90_000, "SEK", status="won", closed_on=date(2026, 11, 18))
    estate.deal(made, None, created_on=None)
    estate.score_everything()
    return made


def there(account):
    return reverse("account", args=[account.public_id])


def current(body):
    return re.findall(r'<a[^>]* id="(chart-\w+)"[^>]* aria-current="true"', body)


@pytest.mark.parametrize("query", [{}, {"chart": "engagement"}, {"chart": "x", "currency": "EUR"}])
def test_engagement_comes_first(seen_by_dafydd, nordhavn, query):
    body = seen_by_dafydd.get(there(nordhavn), query).content.decode()
    assert current(body) == ["chart-engagement"]
    assert "Score 0 to 100" in body


def test_the_pipeline_has_an_address_and_a_currency(seen_by_dafydd, nordhavn):
    response = seen_by_dafydd.get(there(nordhavn), {"chart": "pipeline"})
    assert current(response.content.decode()) == ["chart-pipeline", "chart-EUR"]
    text = text_of(response)
    assert "Week of 23 Nov Open on Tuesday: €248,000 Won: €0" in text
    assert "1 open opportunity has no day of creation" in text
    in_crowns = seen_by_dafydd.get(there(nordhavn), {"chart": "pipeline", "currency": "sek"})
    assert current(in_crowns.content.decode()) == ["chart-pipeline", "chart-SEK"]
    assert "Week of 16 Nov Open on Sunday: SEK 0 Won: SEK 900" in text_of(in_crowns)


@pytest.mark.parametrize("currency", ["XXX", "<b>", "€", "E\0R", "EUR" * 50])
def test_a_currency_that_is_not_there_is_as_none(seen_by_dafydd, nordhavn, currency):
    response = seen_by_dafydd.get(there(nordhavn), {"chart": "pipeline", "currency": currency})
    assert current(response.content.decode()) == ["chart-pipeline", "chart-EUR"]


def test_with_a_script_the_panel_comes_alone(seen_by_dafydd, nordhavn):
    response = seen_by_dafydd.get(there(nordhavn), {"chart": "pipeline"}, headers=PANEL)
    body = response.content.decode().strip()
    assert body.startswith('<section class="lg-panel lg-engagement" id="chart"')
    assert body.endswith("</section>")
    assert "HX-Target" in response["Vary"]


def test_a_panel_of_somebody_else_s_account_is_not_found(seen_by_dafydd):
    albufera = estate.account("Albufera", estate.seller("Ana"))
    assert seen_by_dafydd.get(there(albufera), headers=PANEL).status_code == 404


def test_an_account_without_opportunities_says_so(seen_by_dafydd, dafydd):
    quiet = estate.account("Quiet", dafydd)
    response = seen_by_dafydd.get(there(quiet), {"chart": "pipeline"})
    assert "No opportunity was open or won in the last 90 days." in text_of(response)


def test_a_diamond_leads_to_the_list_where_its_moment_is_the_first(seen_by_dafydd, nordhavn):
    version = rule()
    for day in (11, 17, 19, 23):
        happened(version, nordhavn, datetime(2026, 11, day, 9, tzinfo=UTC))
    body = seen_by_dafydd.get(there(nordhavn)).content.decode()
    wide = body.partition("lg-chart-wide")[2].partition("</svg>")[0]
    miles = re.findall(r'<a class="lg-mile" href="([^"]+)" aria-label="([^"]+)"', wide)
    assert [words for _href, words in miles] == [
        "Milestone: Somebody asked for a demo",
        "Milestone: Somebody asked for a demo, and 1 more",
        "Milestone: Somebody asked for a demo",
    ]
    href, _fragment, anchor = unescape(miles[1][0]).partition("#")
    listed = seen_by_dafydd.get(href).content.decode()
    lines = re.findall(r'<li( id="\w+")?>.*?<time datetime="(2026-11-\d+)', listed, re.DOTALL)
    assert lines[0] == (f' id="{anchor}"', "2026-11-19")
    assert [day for _id, day in lines] == ["2026-11-19", "2026-11-17", "2026-11-11"]
