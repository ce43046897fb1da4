"""The administrator's pages of matching: who waits, what was answered, the rules."""

import re

import pytest

from lorgnette.accounts.models import Membership
from lorgnette.matching.models import Answer, Candidate, RuleSet
from tests.cast import people
from tests.matching.cast import account, home, person, work

pytestmark = pytest.mark.django_db

LIST = "/admin/crm/matching/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def helene(client):
    people.aubier()
    return people.signed_in(client, people.helene())


@pytest.fixture
def waiting():
    nordhavn = account("Nordhavn A/S", "", city="Aarhus")
    ingrid = person("ingrid@gmail.com", company="Nordhavn")
    work()
    return ingrid, nordhavn


def form(who, where, do):
    return {"person": who.public_id, "account": where.public_id, "do": do}


def test_who_waits_is_shown_with_the_evidence_in_words(helene, waiting):
    text = helene.get(LIST).content.decode()
    assert "ingrid" in text
    assert "The company “Nordhavn” is like “Nordhavn A/S”." in text
    assert "A name alone attaches nobody." in text


def test_with_nobody_waiting_the_page_says_who_would_come(helene):
    assert "Nobody waits for an answer" in helene.get(LIST).content.decode()


def test_a_filter_without_anybody_has_a_way_out(helene, waiting):
    text = helene.get(LIST + "?q=nobody").content.decode()
    assert "Nobody is in this filter." in text
    assert "ingrid@" not in text


def test_without_script_an_answer_comes_back_to_the_list(helene, waiting):
    ingrid, nordhavn = waiting
    answer = helene.post(LIST + "answer/", form(ingrid, nordhavn, "accept"), follow=True)
    assert "ingrid belongs to “Nordhavn A/S”." in answer.content.decode()
    assert home(ingrid) == nordhavn


def test_in_place_an_answer_can_be_taken_back(helene, waiting):
    ingrid, nordhavn = waiting
    told = helene.post(LIST + "answer/", form(ingrid, nordhavn, "reject"), headers=HTMX)
    assert "does not belong to" in told.content.decode()
    assert 'value="undo"' in told.content.decode()
    back = helene.post(LIST + "answer/", form(ingrid, nordhavn, "undo"), headers=HTMX)
    assert 'value="accept"' in back.content.decode()
    assert Candidate.objects.count() == 1


def test_equals_are_accepted_together(helene):
    nordhavn = account("Nordhavn A/S")
    crowd = [person(f"p{n}@gmail.com", company="Nordhavn") for n in range(3)]
    work()
    page = helene.get(LIST).content.decode()
    assert "Accept for all 3" in page
    like = re.search(r'name="alike" value="([^"]+)"', page)
    assert like is not None
    sent = {"account": nordhavn.public_id, "alike": like[1], "do": "accept_all"}
    answer = helene.post(LIST + "answer/", sent, follow=True)
    assert "Accepted for 3 people." in answer.content.decode()
    assert Membership.objects.filter(account=nordhavn, person__in=crowd).count() == 3


def test_answers_are_listed_and_undone(helene, waiting):
    ingrid, nordhavn = waiting
    helene.post(LIST + "answer/", form(ingrid, nordhavn, "accept"))
    assert "Hélène Dubreuil" in helene.get(LIST + "answers/").content.decode()
    back = form(ingrid, nordhavn, "undo") | {"from": "answers"}
    assert helene.post(LIST + "answer/", back)["Location"] == LIST + "answers/"
    assert "Nothing was accepted" in helene.get(LIST + "answers/").content.decode()
    assert home(ingrid) is None


def test_an_answer_that_came_too_late_is_said(helene, waiting):
    ingrid, nordhavn = waiting
    Candidate.objects.all().delete()
    answer = helene.post(LIST + "answer/", form(ingrid, nordhavn, "accept"), follow=True)
    assert "Nobody asks about this person" in answer.content.decode()
    assert not Answer.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"account": "x"}, {"account": "x", "do": "accept"}])
def test_what_nobody_could_have_sent_is_nowhere(helene, sent):
    assert helene.post(LIST + "answer/", sent).status_code == 404


def rules(**changes):
    typed = {"exact": "on", "registrable": "on", "names": "on", "margin": "10", "name_least": "90"}
    return typed | {"free": "", "excluded": "", "seen": "0", "do": "preview"} | changes


def test_rules_are_looked_at_before_they_are_published(helene):
    account("Nordhavn", "nord.example")
    ingrid = person("ingrid@nord.example")
    work()
    page = helene.post(LIST + "rules/", rules(excluded="nord.example")).content.decode()
    assert "What these rules would move" in page
    assert "Would leave their account" in page
    assert home(ingrid) is not None
    sent = rules(excluded="https://www.nord.example/", do="publish", note="Agency")
    told = helene.post(LIST + "rules/", sent, follow=True).content.decode()
    assert "Published." in told
    assert "Agency" in told
    work()
    assert home(ingrid) is None
    helene.post(LIST + "rules/roll-back/", {"version": "0", "seen": "1"})
    work()
    assert home(ingrid) is not None
    assert RuleSet.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"margin": "0"}, "margin", "Enter a whole number from 1 to 50."),
        ({"name_least": "abc"}, "name_least", "Enter a whole number from 70 to 100."),
        ({"free": "not-a-domain"}, "free", "“not-a-domain” is not a domain"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(helene, changes, field, words):
    answer = helene.post(LIST + "rules/", rules(**changes))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert words in text
    assert re.search(rf'name="{field}"[^>]*aria-invalid="true"', text)


def test_rules_published_meanwhile_are_told(helene):
    helene.post(LIST + "rules/", rules(margin="20", do="publish"))
    answer = helene.post(LIST + "rules/", rules(margin="30", do="publish"))
    assert answer.status_code == 409
    assert "published version 1 meanwhile" in answer.content.decode()


def test_progress_is_shown_until_everybody_was_looked_at(helene):
    person("ingrid@nord.example")
    work()
    helene.post(LIST + "rules/", rules(margin="20", do="publish"))
    assert "0 of 1 people" in helene.get(LIST + "rules/progress/").content.decode()
    work()
    assert "hx-trigger" not in helene.get(LIST + "rules/progress/").content.decode()


def test_a_seller_sees_no_such_pages(client):
    people.aubier()
    seller = people.dafydd()
    people.granted(seller.member)
    people.signed_in(client, seller)
    for place in ("", "answers/", "rules/", "rules/progress/"):
        assert client.get(LIST + place).status_code == 404
