"""The page of a person: whoever sees one of their accounts sees what they did there, no more."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from lorgnette.accounts.models import Membership
from lorgnette.activities.models import Activity
from lorgnette.matching.models import Candidate
from lorgnette.scoring.models import PersonScore
from tests.insight import estate
from tests.web_insight.test_queries import queries


def address(person):
    return reverse("person", args=[person.public_id])


def plain(response):
    text = re.sub(r"<(script|svg).*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


@pytest.fixture
def ingrid(dafydd):
    """At Nordhavn, with a score."""
    person = estate.person(estate.account("Nordhavn", dafydd), "Ingrid Sørlie", "Head of fleet")
    person.address = "ingrid@nordhavn.example"
    person.save()
    estate.did(person, "form.demo", subject="Fleet tracking")
    estate.did(person, "web.pricing", days_ago=1, times=2)
    estate.score_everything()
    return person


def test_it_says_who_where_and_what(seen_by_dafydd, ingrid):
    response = seen_by_dafydd.get(address(ingrid))
    body, page = response.content.decode(), plain(response)
    assert "Ingrid Sørlie" in page
    assert "Head of fleet" in page
    assert 'href="mailto:ingrid@nordhavn.example"' in body
    assert "since 20 Oct 2025" in page
    own = PersonScore.objects.get().points / 10
    here = (
        rf"Person score Part of the score.*Nordhavn since 20 Oct 2025 {own} (\d+\.\d) of \1 Today"
    )
    assert re.search(here, page)
    assert page.index("asked for a demonstration") < page.index("looked at prices")
    assert "Today 1" in page
    assert "Yesterday 2" in page


def test_the_share_is_that_of_the_account_s_page(seen_by_dafydd, ingrid):
    account = ingrid.memberships.get().account
    other = estate.person(account, "Mikkel")
    estate.did(other, "webinar.attend")
    estate.score_everything()
    there = plain(seen_by_dafydd.get(reverse("account", args=[account.public_id])))
    share = re.search(r"Ingrid Sørlie Head of fleet (\d+\.\d)", there)[1]
    assert f" {share} of " in plain(seen_by_dafydd.get(address(ingrid)))


def test_kinds_narrow_it_and_add_up(seen_by_dafydd, ingrid):
    page = plain(seen_by_dafydd.get(address(ingrid), {"type": "form"}))
    assert "asked for a demonstration" in page
    assert "looked at prices" not in page
    assert "All 3 Web 2 Forms 1" in page
    both = plain(seen_by_dafydd.get(address(ingrid), {"type": ["form", "web"]}))
    assert "asked for a demonstration" in both
    assert "looked at prices" in both
    exact = plain(seen_by_dafydd.get(address(ingrid), {"type": "web.visit"}))
    assert "No activity of this kind." in exact


def test_more_activities_follow_without_a_gap_or_a_repeat(seen_by_dafydd, ingrid):
    estate.did(ingrid, "web.visit", days_ago=2, times=40)
    body = seen_by_dafydd.get(address(ingrid)).content.decode()
    seen = body.count('<li class="lg-doing"')
    part = True
    while part:
        found = re.search(r'hx-get="([^"]+cursor[^"]+)"', body)
        if not found:
            break
        more = found[1].replace("&amp;", "&")
        body = seen_by_dafydd.get(more, headers={"HX-Request": "true"}).content.decode()
        assert "<main" not in body
        # The day that goes on has its name above already.
        assert "22 Nov" not in body
        seen += body.count('<li class="lg-doing"')
    assert seen == 43


def test_without_a_script_the_earlier_ones_are_a_page(seen_by_dafydd, ingrid):
    estate.did(ingrid, "web.visit", days_ago=2, times=40)
    body = seen_by_dafydd.get(address(ingrid)).content.decode()
    more = re.search(r'href="([^"]+cursor[^"]+)"', body)[1].replace("&amp;", "&")
    page = plain(seen_by_dafydd.get(more))
    assert "Earlier activities Back to the latest" in page
    assert "asked for a demonstration" not in page


def test_whoever_moved_on_leaves_only_the_past(seen_by_dafydd, ingrid):
    """At Albufera, which is Ana's, the address and what is done there are hers to see."""
    albufera = estate.account("Albufera", estate.seller("Ana"))
    since = estate.NOW - timedelta(days=1, hours=12)
    ingrid.memberships.update(until=since)
    Membership.objects.create(person=ingrid, account=albufera, since=since)
    response = seen_by_dafydd.get(address(ingrid))
    page = plain(response)
    assert "20 Oct 2025 to 23 Nov" in page
    assert "not at one of your accounts any more" in page
    assert "asked for a demonstration" in page
    assert "mailto:" not in response.content.decode()
    assert "Head of fleet" not in page
    assert "Albufera" not in page


def test_what_they_did_elsewhere_stays_there(seen_by_dafydd, ingrid):
    albufera = estate.account("Albufera", estate.seller("Ana"))
    home = ingrid.memberships.get()
    Membership.objects.filter(pk=home.pk).update(account=albufera)
    estate.did(ingrid, "meeting.held", subject="Secret plans")
    Membership.objects.filter(pk=home.pk).update(account=home.account)
    page = plain(seen_by_dafydd.get(address(ingrid)))
    assert "asked for a demonstration" in page
    assert "Secret plans" not in page
    assert "All 3" in page


def test_somebody_who_may_belong_to_an_account_has_a_page(seen_by_dafydd, dafydd):
    account = estate.account("Nordhavn", dafydd)
    person = estate.person(account, "Mikkel")
    person.memberships.all().delete()
    assert seen_by_dafydd.get(address(person)).status_code == 404
    Candidate.objects.create(
        person=person, account=account, rule="name", score=60, made_at=estate.NOW
    )
    page = plain(seen_by_dafydd.get(address(person)))
    assert "At no account yet." in page
    assert "May belong to Nordhavn" in page


def test_the_account_s_page_leads_here(seen_by_dafydd, ingrid):
    account = ingrid.memberships.get().account
    body = seen_by_dafydd.get(reverse("account", args=[account.public_id])).content.decode()
    # What changed (twice), best bets, engaged people, the latest three activities.
    assert body.count(f'href="{address(ingrid)}"') == 7
    assert f'href="{address(ingrid)}"' in seen_by_dafydd.get(reverse("accounts")).content.decode()


def test_ten_times_the_activities_ask_the_same(seen_by_dafydd, ingrid):
    few, _page = queries(seen_by_dafydd, address(ingrid))
    estate.did(ingrid, "web.visit", days_ago=3, times=300)
    many, _page = queries(seen_by_dafydd, address(ingrid))
    assert many == few
    assert few <= 24


def test_machines_are_not_told_of(seen_by_dafydd, ingrid):
    Activity.objects.filter(type="form.demo").update(bot="burst")
    page = plain(seen_by_dafydd.get(address(ingrid)))
    assert "asked for a demonstration" not in page
    assert "All 2" in page
