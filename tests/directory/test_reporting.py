"""Who reports to whom: directly, further down, in circles."""

import pytest

from lorgnette.directory.models import CrmUser, Source
from lorgnette.directory.reporting import with_reports, with_reports_of
from tests.insight import estate

pytestmark = pytest.mark.django_db


def user(name, manager="", **more):
    given = {"source": estate.source(), "manager_external_id": manager, "name": name}
    fields = given | {"external_id": name, "sort_key": name, "search_key": name} | more
    return CrmUser.objects.create(**fields).pk


@pytest.fixture
def house():
    """Hélène leads Ana and Rui; Zoé, who has left, reported to Ana, and Gone is not in the CRM."""
    helene = user("helene")
    ana, rui = user("ana", "helene"), user("rui", "helene")
    zoe = user("zoe", "ana", active=False)
    user("gone", "ana", gone_at=estate.NOW)
    user("other", "nobody")
    return helene, ana, rui, zoe


def test_a_manager_has_all_below_them_and_they_have_not_her(house):
    helene, ana, rui, zoe = house
    assert with_reports([helene]) == {helene, ana, rui, zoe}
    assert with_reports([ana]) == {ana, zoe}
    assert with_reports([rui]) == {rui}
    assert with_reports([]) == frozenset()


def test_many_are_told_as_each_alone_is(house):
    groups = [[pk] for pk in house] + [list(house[1:3]), []]
    assert with_reports_of(groups) == [with_reports(group) for group in groups]


def test_a_circle_ends(house):
    helene, ana, rui, zoe = house
    CrmUser.objects.filter(pk=helene).update(manager_external_id="zoe")
    for pk in (helene, ana, zoe):
        assert with_reports([pk]) == {helene, ana, rui, zoe}
        assert with_reports_of([[pk]]) == [frozenset({helene, ana, rui, zoe})]


def test_the_same_number_in_another_crm_is_somebody_else(house):
    other = Source.objects.create(
        kind="csv_folder", name="Other", location="/x", created_at=estate.NOW
    )
    stranger = user("stranger", "helene", source=other)
    assert stranger not in with_reports([house[0]])
    assert stranger not in with_reports_of([[house[0]]])[0]
