"""Many at once, from the list: selected, asked, done, told, undone; all without a script."""

import itertools

import pytest

from lorgnette.access.models import Grant
from lorgnette.invitations import bulk
from tests.cast import invited
from tests.web_sales_users.conftest import PEOPLE

ASK = f"{PEOPLE}bulk/"


def asked(browser, action, *people, **fields):
    refs = [invited.member_ref(person) for person in people]
    return browser.post(ASK, {"action": action, "ref": refs} | fields, follow=True)


def page_of(answer):
    return answer.redirect_chain[-1][0]


def test_the_list_has_a_box_for_each_and_a_button_for_each_action(browser, sellers):
    page = browser.get(PEOPLE).content.decode()
    assert page.count('name="ref"') == 3
    for action in ("resend", "extend", "lock", "unlock", "revoke"):
        assert f'name="action" value="{action}"' in page
    assert "Select all 3 matching" in page


def test_what_will_happen_is_said_first(browser, sellers):
    answer = asked(browser, "resend", sellers.ana, sellers.bo, sellers.dafydd)
    page = answer.content.decode()
    assert "Resend the invitations of 2 people?" in page
    assert "This cannot be undone." in page
    assert "no invitation waits for an answer" in page
    assert "Dafydd Prys-Howell" in page
    before = invited.token(sellers.ana)
    answer = browser.post(page_of(answer), follow=True)
    assert "New links are on their way to 2 people" in answer.content.decode()
    assert invited.token(sellers.ana) != before


def test_lock_is_done_and_undone(browser, sellers):
    answer = asked(browser, "lock", sellers.dafydd)
    there = page_of(answer)
    answer = browser.post(there, {"reason": "Audit"}, follow=True)
    assert "1 person is locked" in answer.content.decode()
    assert Grant.objects.get().lock_reason == "Audit"
    answer = browser.post(f"{there}undo/", follow=True)
    assert "1 person is as before." in answer.content.decode()
    assert Grant.objects.get().locked_at is None
    again = browser.post(f"{there}undo/", follow=True)
    assert "nothing to undo" in again.content.decode()


def test_all_that_the_filter_matches(browser, sellers):
    answer = browser.post(ASK, {"action": "revoke", "all": "1", "status": "pending"}, follow=True)
    page = answer.content.decode()
    assert "Revoke what 2 people have?" in page
    assert "only new invitations help" in page
    assert "status=pending" in page, "the way back is the list as it was"


def test_extend_needs_a_day(browser, sellers):
    there = page_of(asked(browser, "extend", sellers.dafydd))
    answer = browser.post(there, {"until": "other", "day": "2020-01-01"})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    answer = browser.post(there, {"until": "never"}, follow=True)
    assert "The access no longer ends." in answer.content.decode()
    assert Grant.objects.get().last_day is None


def test_nobody_selected_is_said_on_the_list(browser, sellers):
    answer = asked(browser, "lock")
    assert "Select at least one person first." in answer.content.decode()


def test_where_nobody_would_change_there_is_no_button(browser, sellers):
    page = asked(browser, "unlock", sellers.ana).content.decode()
    assert "None of those selected would change" in page
    assert 'type="submit"' not in page[page.index("bulk-title") : page.index("Back to Sales Users")]


def test_a_page_that_was_left_goes_on_by_a_button(browser, sellers, monkeypatch):
    monkeypatch.setattr(bulk, "PORTION", 1)
    monkeypatch.setattr(bulk, "BREATH", 0)
    there = page_of(asked(browser, "revoke", sellers.ana, sellers.bo))
    monkeypatch.setattr(bulk.time, "monotonic", itertools.count(0, 100).__next__)
    page = browser.post(there, follow=True).content.decode()
    assert "1 of 2 people" in page
    page = browser.post(f"{there}go-on/", follow=True).content.decode()
    assert "Revoked for 2 people" in page


@pytest.mark.parametrize("path", ["", "go-on/", "undo/"])
def test_an_unknown_action_is_no_page(browser, helene, path):
    assert browser.post(f"{ASK}nothing/{path}").status_code == 404
