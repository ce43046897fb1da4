"""The character NUL reaches no door: an address with it is refused, a form goes on without it."""

import pytest

from tests.cast import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client):
    people.aubier()
    return people.signed_in(client, people.helene())


def test_an_address_that_holds_it_cannot_be_understood(browser):
    answer = browser.get("/accounts/a%00b/")
    assert answer.status_code == 400
    assert "This request cannot be understood" in answer.text


def test_a_search_goes_on_without_it(browser):
    asked = {"status": "pen\x00ding", "q": "Nord\x00havn", "x\x00": "y"}
    answer = browser.get("/admin/users-roles/sales-users/", asked, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "q=Nordhavn" in answer.text


def test_a_form_goes_on_without_it(client):
    people.aubier()
    typed = {"address": "dafydd\x00@aubier.example", "password": "x"}
    answer = client.post("/sign-in/", typed)
    assert answer.status_code == 422
    assert 'value="dafydd@aubier.example"' in answer.text
