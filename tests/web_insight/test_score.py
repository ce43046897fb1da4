"""The score of an account, taken apart on its own page."""

import re
from html import unescape

import pytest
from django.urls import reverse

from tests.insight import estate
from tests.web_insight.test_accounts import text_of


@pytest.fixture
def nordhavn(dafydd):
    made = estate.account("Nordhavn", dafydd)
    ingrid = estate.person(made, "Ingrid Sørlie")
    mikkel = estate.person(made, "Mikkel Juul")
    estate.did(ingrid, "web.document", days_ago=40, times=3, subject="Contract <b>")
    estate.did(mikkel, "web.pricing", days_ago=12, times=4)
    estate.did(ingrid, "form.demo", subject="Demo form")
    estate.score_everything()
    return made


def opened(browser, account, **query):
    return browser.get(reverse("account_score", args=[account.public_id]), query)


@pytest.mark.parametrize("since", ["monday", "week", "month"])
def test_every_list_sums_as_it_is_shown(seen_by_dafydd, nordhavn, since):
    body = opened(seen_by_dafydd, nordhavn, since=since).text
    score = float(re.search(r"What the ([\d.]+) is made of", body)[1])
    for name in ("types", "people", "days"):
        rows = re.findall(r"<td class=\"lg-num \">([\d.]+)</td>", part_of(body, name))
        assert sum(map(float, rows)) == pytest.approx(score)
    *lines, total = signed(part_of(body, "why"))
    assert sum(lines) == pytest.approx(total)


def part_of(body: str, name: str) -> str:
    return body.split(f'id="{name}-title"')[1].split("</section>")[0]


def signed(part: str) -> list[float]:
    found = re.findall(r">([+\N{MINUS SIGN}]?\d+\.\d)</td>", part)
    return [float(text.replace("\N{MINUS SIGN}", "-")) for text in found]


def test_each_share_opens_to_its_activities(seen_by_dafydd, nordhavn):
    body = opened(seen_by_dafydd, nordhavn).text
    links = re.findall(r'href="(\?[^"]+)#activities"', part_of(body, "days"))
    assert len(links) == 3
    there = reverse("account_score", args=[nordhavn.public_id])
    page = text_of(seen_by_dafydd.get(there + unescape(links[0])))
    assert "Demo form" in page
    assert "Contract <b>" not in page
    by_type = text_of(opened(seen_by_dafydd, nordhavn, type="web.document"))
    assert by_type.count("Contract <b>") == 3
    assert "Demo form" not in by_type


def test_the_choice_of_the_day_changes_why(seen_by_dafydd, nordhavn):
    recent = part_of(opened(seen_by_dafydd, nordhavn, since="monday").text, "why")
    longer = part_of(opened(seen_by_dafydd, nordhavn, since="month").text, "why")
    assert "Looked at prices" not in recent
    assert "Looked at prices" in longer


@pytest.mark.parametrize(
    "query",
    [
        {"since": "ever"},
        {"day": "2026-13-45"},
        {"person": "no\0body"},
        {"from": "\0", "cursor": "x"},
    ],
)
def test_what_makes_no_sense_is_as_if_it_were_not_there(seen_by_dafydd, nordhavn, query):
    assert opened(seen_by_dafydd, nordhavn, **query).status_code == 200


def test_an_account_where_nothing_happened_has_a_page(seen_by_dafydd, dafydd):
    quiet = estate.account("Quiet", dafydd)
    estate.score_everything()
    assert "What the 0.0 is made of" in text_of(opened(seen_by_dafydd, quiet))


def test_somebody_elses_account_is_not_found(seen_by_dafydd, dafydd):
    other = estate.account("Other", estate.seller("Somebody", "Else"))
    estate.score_everything()
    assert opened(seen_by_dafydd, other).status_code == 404


def test_nobody_elsewhere_is_named(seen_by_dafydd, nordhavn):
    other = estate.person(estate.account("Other"), "Somebody Elsewhere")
    assert "Elsewhere" not in text_of(opened(seen_by_dafydd, nordhavn, person=other.public_id))
