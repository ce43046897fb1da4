"""The table of the sessions knows no key that a browser holds."""

import pytest
from django.contrib.sessions.models import Session

from lorgnette.users.session_store import SessionStore

pytestmark = pytest.mark.django_db


def kept(**values) -> SessionStore:
    session = SessionStore()
    session.update(values)
    session.save()
    return session


def test_the_browsers_key_opens_the_session_and_the_tables_does_not():
    key = kept(colour="green").session_key
    assert SessionStore(key)["colour"] == "green"
    (row,) = Session.objects.all()
    assert row.session_key != key
    assert dict(SessionStore(row.session_key).items()) == {}


def test_what_is_changed_is_kept_under_the_same_key():
    session = kept(colour="green")
    again = SessionStore(session.session_key)
    again["colour"] = "blue"
    again.save()
    assert SessionStore(session.session_key)["colour"] == "blue"
    assert Session.objects.count() == 1


def test_a_new_key_and_a_flush_leave_nothing_under_the_old_one():
    session = kept(colour="green")
    first = session.session_key
    session.cycle_key()
    assert not session.exists(first)
    assert SessionStore(session.session_key)["colour"] == "green"
    session.flush()
    assert not Session.objects.exists()
