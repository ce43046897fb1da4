"""A source is registered once, and found again by its reference."""

import pytest

from lorgnette.directory.sources import SourceMissing, all_sources, by_ref, ensure

pytestmark = pytest.mark.django_db


def test_the_same_place_is_the_same_source():
    first = ensure("csv_folder", "CRM", "/srv/crm")
    again = ensure("csv_folder", "Another name", "/srv/crm")
    assert (again.ref, again.name) == (first.ref, "CRM")
    assert all_sources() == [first]


def test_an_unknown_reference_is_refused():
    with pytest.raises(SourceMissing):
        by_ref("nothing")
