"""The page of one account."""

import re
from html import unescape

import pytest
from django.urls import reverse

from tests.insight import estate
from tests.web_insight.test_accounts import text_of


@pytest.fixture
def nordhavn(dafydd):
    made = estate.account("Nordhavn", dafydd, city="Aarhus")
    ingrid = estate.person(made, "Ingrid Sørlie", "Finance Director")
    mikkel = estate.person(made, "Mikkel Juul Østergaard")
    estate.did(ingrid, "web.document", days_ago=40, times=3, subject="Contract <template>")
    estate.did(mikkel, "web.pricing", days_ago=2, times=4)
    estate.did(ingrid, "web.pricing", days_ago=1)
    estate.did(ingrid, "form.demo", subject="Demo form")
    estate.score_everything()
    return made


def opened(browser, account, **query):
    return browser.get(reverse("account", args=[account.public_id]), query)


def numbers(pattern, body):
    found = re.findall(pattern, body)
    return [float(text.replace("\N{MINUS SIGN}", "-").replace("+", "")) for text in found]


def test_what_changed_is_a_sentence_and_lines_that_sum_as_they_are_shown(seen_by_dafydd, nordhavn):
    response = opened(seen_by_dafydd, nordhavn)
    text, body = text_of(response), response.content.decode()
    assert "Two people looked at prices. Ingrid Sørlie asked for a demonstration." in text
    *lines, total = numbers(r'<span class="lg-d[^"]*">([^<]+)</span>', body)
    assert len(lines) == 3
    assert sum(lines) == pytest.approx(total)
    before, after = re.search(r"Score from ([\d.]+) to ([\d.]+)", text).groups()
    assert float(before) + total == pytest.approx(float(after))


def test_the_shares_of_kinds_and_of_people_sum_to_the_score_as_shown(seen_by_dafydd, nordhavn):
    body = opened(seen_by_dafydd, nordhavn).content.decode()
    score = float(re.search(r"What the ([\d.]+) is made of", body)[1])
    *kinds, total = numbers(r'<span class="lg-num">([\d.]+)</span>', body)
    persons = numbers(r'<td class="lg-num lg-strong">([\d.]+)</td>', body)
    assert total == score
    assert sum(kinds) == pytest.approx(score)
    assert sum(persons) == pytest.approx(score)


def test_the_chart_shows_the_numbers_of_its_table(seen_by_dafydd, nordhavn):
    body = opened(seen_by_dafydd, nordhavn).content.decode()
    table = body.partition('class="lg-chart-table"')[2].partition("</table>")[0]
    cells = re.findall(r"<td[^>]*>([^<]+)</td>", table)
    rows = [tuple(cells[n : n + 4]) for n in range(0, len(cells), 4)]
    wide = body.partition("lg-chart-wide")[2].partition("</svg>")[0]
    titles = re.findall(r"<title>(Week[^<]+)</title>", wide)
    drawn = [
        float(y) for y in re.findall(r'<circle class="lg-pt[^"]*" cx="[\d.]+" cy="([\d.]+)"', wide)
    ]
    assert len(rows) == len(titles) == len(drawn) == 13
    for (week, score, activities, people), title, y in zip(rows, titles, drawn, strict=True):
        assert title.startswith(f"Week of {week}\nScore {score}, best on ")
        assert re.search(rf"\n{activities} activit\w+, {people} p\w+$", title)
        assert y == pytest.approx(250 - float(score) / 100 * 234, abs=0.06)
    assert rows[-1] == ("23 Nov", rows[-1][1], "2", "1")


def test_activities_are_told_as_sentences_and_their_subjects_as_text(seen_by_dafydd, nordhavn):
    response = opened(seen_by_dafydd, nordhavn)
    assert "Ingrid Sørlie asked for a demonstration Demo form 2 hr ago" in text_of(response)
    assert "Contract &lt;template&gt;" in response.content.decode()


def test_more_activities_go_on_where_the_page_ends(seen_by_dafydd, nordhavn):
    busy = nordhavn.memberships.first().person
    estate.did(busy, "web.visit", days_ago=5, times=20)
    first = opened(seen_by_dafydd, nordhavn).content.decode()
    href = unescape(re.search(r'hx-get="([^"]+before=[^"]+)"', first)[1])
    fragment = seen_by_dafydd.get(href, headers={"HX-Request": "true"}).content.decode()
    whole = seen_by_dafydd.get(href).content.decode()
    shown = [re.findall(r'<time datetime="([^"]+)"', body) for body in (fragment, whole)]
    assert "<html" not in fragment
    assert fragment.count('class="lg-ic-b"') == 10
    assert "Earlier activities" in whole
    assert set(shown[0]) <= set(shown[1])
    assert not set(shown[0]) & set(re.findall(r'<time datetime="([^"]+)"', first))


def test_an_account_without_any_activity_says_so_instead_of_drawing_nothing(seen_by_dafydd, dafydd):
    quiet = estate.account("Quiet", dafydd)
    response = opened(seen_by_dafydd, quiet)
    text = text_of(response)
    assert "No activity yet. Once somebody here visits" in text
    assert "The CRM names nobody" not in text
    assert "No opportunity is open." in text
    assert b"lg-chart-table" not in response.content
