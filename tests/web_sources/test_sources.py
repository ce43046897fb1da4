"""An administrator makes a source, keeps its key, and sees what came."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from lorgnette.activities.models import Activity, EventSource, SourceKey
from lorgnette.audit.models import Entry
from lorgnette.kernel.tokens import digest
from tests.cast import people
from tests.cast.sender import Website, event, track

pytestmark = pytest.mark.django_db


def made(client: Client, name: str = "Website") -> str:
    """The key that the page shows."""
    page = client.post(reverse("event_source_new"), {"name": name}).content.decode()
    return re.search(r'value="([0-9a-f]{32})"', page).group(1)


def test_the_key_is_shown_once_and_only_its_digest_is_kept(helene: Client):
    key = made(helene)
    assert SourceKey.objects.get().digest == digest(key)
    ref = EventSource.objects.get().public_id
    page = helene.get(reverse("event_source", args=[ref])).content.decode()
    assert key not in page
    assert f"…{key[-4:]}" in page
    assert Entry.objects.get(verb="source.created").subject_ref == ref


@pytest.mark.parametrize(("name", "status"), [("", 422), ("x" * 201, 422), ("website", 409)])
def test_a_name_that_cannot_be_is_refused_beside_its_field(helene: Client, name, status):
    made(helene)
    answer = helene.post(reverse("event_source_new"), {"name": name})
    assert answer.status_code == status
    assert 'aria-invalid="true"' in answer.content.decode()


def test_the_list_says_what_came(helene: Client, website: Website):
    website.send(track(), track(), event("track"))
    page = helene.get(reverse("event_sources"))
    (source,) = page.context["sources"]
    assert (source.today.taken, source.today.dead, source.week.taken) == (2, 1, 2)
    assert source.last_event_at is not None


def test_both_keys_work_until_the_overlap_ends(helene: Client, website: Website):
    url = reverse("event_source_key", args=[website.ref])
    page = helene.post(url, {"days": "7"}).content.decode()
    new = re.search(r'value="([0-9a-f]{32})"', page).group(1)
    assert website.send(track()).status_code == 200
    website.key = new
    assert website.send(track()).status_code == 200


def test_a_leaked_key_stops_at_once(helene: Client, website: Website):
    helene.post(reverse("event_source_key", args=[website.ref]), {"days": "0"})
    assert website.send(track()).status_code == 401


def test_a_source_that_is_off_refuses(helene: Client, website: Website):
    url = reverse("event_source_switch", args=[website.ref])
    helene.post(url, {"to": "off"})
    assert website.send(track()).status_code == 403
    helene.post(url, {"to": "on"})
    assert website.send(track()).status_code == 200


def limits(**typed: str) -> dict[str, str]:
    known = {"limit_minute": "", "back_days": "400", "anonymous_days": "90", "dead_days": "30"}
    return {"name": "Website", **known, **typed}


def test_limits_are_changed_and_told_in_the_trail(helene: Client, website: Website):
    url = reverse("event_source", args=[website.ref])
    assert helene.post(url, limits(limit_minute="5", name="Shop")).status_code == 302
    row = website.row
    assert (row.limit_minute, row.source.name) == (5, "Shop")
    values = Entry.objects.get(verb="source.changed").values
    assert values["limit_minute"] == {"old": None, "new": 5}


@pytest.mark.parametrize(
    ("field", "typed"),
    [("back_days", "0"), ("dead_days", ""), ("limit_minute", "-1"), ("back_days", "9" * 40)],
)
def test_a_limit_that_cannot_be_is_refused_beside_its_field(helene, website, field, typed):
    answer = helene.post(reverse("event_source", args=[website.ref]), limits(**{field: typed}))
    assert answer.status_code == 422
    (wrong,) = [f for f in answer.context["fields"] if f.error]
    assert (wrong.name, wrong.value) == (field, typed)


def test_rules_hold_for_what_comes_next(helene: Client, website: Website):
    website.send(track("Kettle Boiled"))
    page = helene.get(reverse("event_source", args=[website.ref])).content.decode()
    assert "Kettle Boiled" in page
    url = reverse("event_source_rules", args=[website.ref])
    assert helene.post(url, {"rules": "event kettle* = call.held\n"}).status_code == 302
    website.send(track("Kettle Boiled"))

    types = list(Activity.objects.order_by("pk").values_list("type", flat=True))
    assert types == ["other", "call.held"]


def test_a_rule_that_is_none_is_told_by_its_line(helene: Client, website: Website):
    url = reverse("event_source_rules", args=[website.ref])
    typed = "event x = call.held\nsomething\nmail x = call.held\nevent y = moon.landed"
    answer = helene.post(url, {"rules": typed})
    told = answer.content.decode()
    assert answer.status_code == 422
    assert all(f"Line {n}:" in told for n in (2, 3, 4))
    assert typed.splitlines()[1] in told


def test_a_seller_finds_no_such_page(client: Client, website: Website):
    client = people.signed_in(Client(headers={"host": "insight.aubier.example"}), people.dafydd())
    for name, args in [("event_sources", []), ("event_source", [website.ref]), ("dead_events", [])]:
        assert client.get(reverse(name, args=args)).status_code == 404
