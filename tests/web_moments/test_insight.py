"""Interesting moments as a sales person reads them."""

import re

import pytest

from lorgnette.scoring.moments import work
from tests.insight import estate


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def at(account) -> str:
    return f"/accounts/{account.public_id}/"


def test_the_account_page_tells_its_moments_newest_first(seen_by_dafydd, found):
    page = words(seen_by_dafydd.get(at(found)))
    assert re.search(r"Ingrid Sørlie looked at prices 3 times in 7 days Web", page)
    # The chart above names them as well, by their day.
    assert page.rindex("3 times in 7 days") < page.rindex("First visit from Nordhavn Logistik")


def test_in_french_they_are_french(seen_by_dafydd, found):
    page = words(seen_by_dafydd.get(f"{at(found)}moments/", headers={"accept-language": "fr"}))
    assert "Ingrid Sørlie a consulté les tarifs 3 fois en 7 jours" in page


def test_a_kind_is_chosen_and_comes_alone_for_htmx(seen_by_dafydd, found):
    asked = f"{at(found)}moments/?kind=milestone"
    part = seen_by_dafydd.get(asked, headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert "First visit" in words(part)
    assert "times in 7 days" not in words(part)
    assert "<html" in seen_by_dafydd.get(asked).text
    none = seen_by_dafydd.get(f"{at(found)}moments/?kind=email")
    assert "No moment of this kind yet." in words(none)


def test_what_a_source_said_is_text(seen_by_dafydd, found):
    assert "Prices &lt;b&gt;" in seen_by_dafydd.get(at(found)).text


def test_older_ones_go_on_where_the_part_ends_each_once(seen_by_dafydd, dafydd):
    account = estate.account("Orne", dafydd)
    for number in range(40):
        somebody = estate.person(account, f"Somebody {number}")
        estate.did(somebody, "form.demo", days_ago=number % 3)
    while work.go_on():
        pass
    seen, href = [], f"{at(account)}moments/?kind=milestone"
    while href:
        page = seen_by_dafydd.get(href).text
        seen += re.findall(r"Somebody (\d+)</a> asked", page)
        more = re.search(r'hx-get="([^"]+before=[^"]+)"', page)
        href = more[1].replace("&amp;", "&") if more else ""
    assert sorted(map(int, seen)) == list(range(40))


def test_the_list_tells_the_last_moment(seen_by_dafydd, found):
    assert "Ingrid Sørlie looked at prices 3 times in 7 days" in words(
        seen_by_dafydd.get("/accounts/")
    )


@pytest.mark.parametrize("way", ["", "?kind=web", "?before=forged"])
def test_moments_of_others_accounts_are_not_found(seen_by_dafydd, found, way):
    other = estate.account("Kestrel", estate.seller("Ana"))
    assert seen_by_dafydd.get(f"{at(other)}moments/{way}").status_code == 404
