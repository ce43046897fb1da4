"""The company's settings are one row: checked, audited, and the same in every process."""

import pytest

from lorgnette.audit import trail
from lorgnette.kernel.addresses import AddressMalformed
from lorgnette.kernel.names import NameMissing
from lorgnette.workspace.checks import (
    LanguageUnknown,
    LinkDaysOutOfRange,
    PostalAddressTooLong,
    ZoneUnknown,
)
from lorgnette.workspace.models import Workspace
from lorgnette.workspace.settings import change, current, read_once
from tests.cast.people import HELENE_ACTOR

pytestmark = pytest.mark.django_db


def test_before_anything_was_set_the_defaults_hold_and_reading_writes_nothing():
    assert (current().zone, current().language, current().link_days) == ("Europe/Paris", "en", 7)
    assert not Workspace.objects.exists()


def test_a_change_holds_and_is_recorded_with_the_old_and_the_new_value():
    change(HELENE_ACTOR, zone="America/Montreal", link_days=30)
    assert (current().zone, current().link_days) == ("America/Montreal", 30)
    (event,) = trail.about("workspace", "settings")
    assert event.values == {
        "zone": {"old": "Europe/Paris", "new": "America/Montreal"},
        "link_days": {"old": 7, "new": 30},
    }


def test_what_another_process_wrote_is_read_at_once():
    change(HELENE_ACTOR, name="Aubier")
    Workspace.objects.update(name="Aubier Systems")
    assert current().name == "Aubier Systems"


def test_a_page_reads_them_once_and_the_next_page_anew(django_assert_num_queries):
    change(HELENE_ACTOR, name="Aubier")
    with django_assert_num_queries(1), read_once():
        assert [current().name, current().name] == ["Aubier", "Aubier"]
    Workspace.objects.update(name="Aubier Systems")
    with django_assert_num_queries(2):
        assert [current().name, current().name] == ["Aubier Systems", "Aubier Systems"]


def test_what_was_read_once_is_forgotten_when_it_changes():
    with read_once():
        assert current().name != "Aubier"
        change(HELENE_ACTOR, name="Aubier")
        assert current().name == "Aubier"


def test_a_change_to_the_same_value_is_no_event():
    change(HELENE_ACTOR, link_days=7)
    assert trail.about("workspace", "settings") == []


@pytest.mark.parametrize(
    ("field", "value", "refusal"),
    [
        ("zone", "Europe/Lyon", ZoneUnknown),
        ("language", "de", LanguageUnknown),
        ("link_days", 0, LinkDaysOutOfRange),
        ("link_days", 31, LinkDaysOutOfRange),
        ("name", "  ", NameMissing),
        ("sender_address", "lorgnette", AddressMalformed),
        ("postal_address", "x" * 301, PostalAddressTooLong),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_changes(field, value, refusal):
    before = current()
    with pytest.raises(refusal) as caught:
        change(HELENE_ACTOR, **{"link_days": 9, field: value})
    assert caught.value.field == field
    assert current() == before
