"""By which domain and company somebody was known when."""

from datetime import UTC, datetime

import pytest

from lorgnette.accounts import spells
from lorgnette.accounts.memberships import EVER
from lorgnette.accounts.spells import Known, known_of, note, times_of
from tests.matching.cast import JUNE, MARCH, SEPTEMBER, person

pytestmark = pytest.mark.django_db


def told(who):
    return [(t.domain, t.company, t.since, t.until) for t in times_of([who.pk])[who.pk]]


def test_the_first_holds_since_ever_and_another_domain_begins_another():
    ingrid = person()
    note({ingrid.pk: known_of("ingrid@fr.nord.example", " Nord  AS ")}, {ingrid.pk: MARCH})
    note({ingrid.pk: known_of("ingrid@syd.example", "")}, {ingrid.pk: JUNE})
    assert told(ingrid) == [
        ("fr.nord.example", "Nord AS", EVER, JUNE),
        ("syd.example", "", JUNE, None),
    ]
    assert times_of([ingrid.pk])[ingrid.pk][0].registrable == "nord.example"


def test_another_word_for_the_company_is_no_move():
    ingrid = person()
    for company in ("Nord", "Nord AS", ""):
        note({ingrid.pk: Known("nord.example", company)}, {ingrid.pk: MARCH})
    assert told(ingrid) == [("nord.example", "Nord AS", EVER, None)]


def test_without_a_domain_another_company_is_a_move():
    ingrid = person()
    note({ingrid.pk: Known("", "Nord")}, {ingrid.pk: MARCH})
    note({ingrid.pk: Known("", "Syd")}, {ingrid.pk: JUNE})
    assert [line[1] for line in told(ingrid)] == ["Nord", "Syd"]


def test_what_is_lost_or_comes_late_changes_nothing():
    ingrid = person()
    note({ingrid.pk: Known("nord.example", "")}, {ingrid.pk: MARCH})
    note({ingrid.pk: Known("syd.example", "")}, {ingrid.pk: SEPTEMBER})
    before = told(ingrid)
    note({ingrid.pk: Known("", "")}, {ingrid.pk: datetime(2026, 10, 1, tzinfo=UTC)})
    note({ingrid.pk: Known("nord.example", "")}, {ingrid.pk: JUNE})
    assert told(ingrid) == before


def test_nobody_is_known_by_nothing():
    ingrid = person()
    spells.note({ingrid.pk: known_of("", "  ")}, {ingrid.pk: MARCH})
    assert times_of([ingrid.pk]) == {}
