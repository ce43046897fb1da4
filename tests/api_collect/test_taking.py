"""What an SDK sends is taken once, durably, in the words that it knows."""

import json

import pytest

from lorgnette.activities.models import Activity, DayCount, Touched
from lorgnette.kernel import clock
from tests.cast.people import AT
from tests.cast.sender import Website, basic, event, rows, track, zipped

pytestmark = pytest.mark.django_db
CLAIRE = "claire.aubert@banque-fictive.example"


def test_a_batch_is_taken_once_however_often_it_comes(website: Website):
    batch = [track(message=f"m-{n}", userId=f"u-{n % 3}") for n in range(20)]
    first = website.send(*batch)
    assert (first.status_code, first.json()) == (
        200,
        {"success": True, "taken": 20, "known": 0, "rejected": []},
    )
    for _again in range(2):
        assert website.send(*batch).json()["known"] == 20
    assert rows() == {"activities": 20, "seen": 20, "waiting": 0, "dead": 0}


def test_a_contact_of_the_crm_is_the_one_who_did_it(crm, website: Website):
    with clock.pretend(AT):
        website.send(
            event("identify", traits={"email": "Claire.Aubert@Banque-Fictive.example"}),
            track("Pricing Viewed"),
        )
    done = Activity.objects.get(type="web.pricing", follows=True)
    assert done.person.external_id == "c-claire"
    assert done.account.external_id == "a-banque"
    assert DayCount.objects.get(day=AT.date(), person=done.person).count == 1
    assert Touched.objects.filter(account_id=done.account_id).exists()


def test_what_was_done_before_somebody_said_who_they_are_is_theirs(crm, website: Website):
    website.send(event("page", anonymousId="a-1", properties={"path": "/pricing"}))
    assert rows()["waiting"] == 1
    website.send(event("identify", anonymousId="a-1", userId="u-7", traits={"email": CLAIRE}))
    assert rows() == {"activities": 4, "seen": 3 + 2, "waiting": 0, "dead": 0}
    assert Activity.objects.get(follows=True).person.address_key == CLAIRE


def test_the_key_may_be_in_the_body_or_the_query(website: Website):
    body = {**track(), "writeKey": website.key}
    assert website.raw("/v1/track", json.dumps(body).encode()).status_code == 200
    assert website.raw(f"/v1/t?writeKey={website.key}", json.dumps(track()).encode()).json()[
        "taken"
    ]


def test_a_compressed_batch_is_taken(website: Website):
    body = zipped({"batch": [track(), track()]})
    answer = website.post("/v1/batch", body, content_encoding="gzip")
    assert answer.json()["taken"] == 2


@pytest.mark.parametrize("key", ["", "wrong", "\x00", "x" * 5000])
def test_a_wrong_key_is_refused(website: Website, key: str):
    answer = website.raw("/v1/batch", b'{"batch": []}', authorization=basic(key))
    assert (answer.status_code, answer.json()["code"]) == (401, "unknown_write_key")
