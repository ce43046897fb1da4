"""The character NUL reaches no door, on any path."""

import pytest

from tests.cast import people

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "ask",
    [
        lambda browser: browser.get("/accounts/a%00b/"),
        lambda browser: browser.get("/accounts/", {"q": "a\x00b"}),
        lambda browser: browser.get("/accounts/", {"a\x00b": "q"}),
        lambda browser: browser.post("/sign-in/", {"address": "a\x00b"}),
    ],
)
def test_a_request_that_holds_it_cannot_be_understood(client, ask):
    people.aubier()
    answer = ask(people.signed_in(client, people.dafydd()))
    assert answer.status_code == 400
    assert "This request cannot be understood" in answer.text
