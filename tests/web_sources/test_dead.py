"""Dead events are looked at with their reason, and tried again once it is mended."""

import pytest
from django.test import Client
from django.urls import reverse

from lorgnette.activities.models import Activity, DeadEvent
from lorgnette.audit.models import Entry
from tests.cast.sender import Website, rows, track

pytestmark = pytest.mark.django_db
OLD = {"timestamp": "2019-01-01T00:00:00Z"}


@pytest.fixture
def dead(website: Website) -> list[str]:
    """Three that are too old, and one without a name."""
    website.send(*(track(message=f"old-{n}", **OLD) for n in range(3)), track("", message="bare"))
    return list(DeadEvent.objects.order_by("message_id").values_list("public_id", flat=True))


def test_they_are_listed_by_their_reason(helene: Client, website: Website, dead):
    page = helene.get(reverse("dead_events"), {"source": website.ref, "reason": "too_old"})
    assert [shown.line.message_id for shown in page.context["lines"].rows] == [
        "old-2",
        "old-1",
        "old-0",
    ]
    assert "It happened longer ago than this source may tell of." in page.content.decode()


def test_after_the_limit_was_raised_all_of_them_can_be_taken(helene, website: Website, dead):
    website.row.__class__.objects.update(back_days=3650)
    answer = helene.post(
        reverse("dead_events_replay"), {"which": "all", "reason": "too_old"}, follow=True
    )
    assert "3 events were tried again; 3 could be taken." in answer.content.decode()
    assert rows() == {"activities": 3, "seen": 3, "waiting": 0, "dead": 1}
    assert {a.at.year for a in Activity.objects.all()} == {2019}
    assert Entry.objects.get(verb="source.replayed").values["taken"] == 3
    website.send(*(track(message=f"old-{n}", **OLD) for n in range(3)))
    assert rows()["activities"] == 3


def test_what_is_still_wrong_stays_dead_and_says_so(helene: Client, website: Website, dead):
    answer = helene.post(reverse("dead_events_replay"), {"event": dead[:1]}, follow=True)
    assert "1 event was tried again; 0 could be taken." in answer.content.decode()
    assert DeadEvent.objects.get(message_id="bare").replayed_at is not None
    assert rows()["dead"] == 4


def test_nothing_chosen_is_said(helene: Client, dead):
    answer = helene.post(reverse("dead_events_replay"), {"which": "chosen"}, follow=True)
    assert "Choose at least one event" in answer.content.decode()
