"""The audit trail page: everything in words, filtered from the address, page by page."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from lorgnette.audit import trail, walks
from lorgnette.audit.models import Entry
from lorgnette.audit.record import Subject, record, record_many
from lorgnette.audit.seal import seal_pending
from lorgnette.kernel import clock
from lorgnette.kernel.actor import SYSTEM, Actor
from lorgnette.workspace.settings import change
from tests.cast import people

EVENTS = "lg-audit-event"


@pytest.fixture(autouse=True)
def _morning(db):
    with clock.pretend(people.AT):
        people.aubier()
        yield


@pytest.fixture
def browser(client: Client) -> Client:
    """Hélène's."""
    return people.signed_in(client, people.helene())


@pytest.fixture
def stories(browser):
    """Dafydd was granted access yesterday and locked today; a source was synchronised."""
    dafydd = people.member("Dafydd", "Prys-Howell")
    Entry.objects.all().delete()
    ines = Actor("administrator", people.member("Inès", "Caron").public_id, "Inès Caron")
    with clock.pretend(people.AT - timedelta(days=1)):
        record("access.granted", ines, subject_kind="member", subject_ref=dafydd.public_id)
    record(
        "access.locked",
        people.HELENE_ACTOR,
        subject_kind="member",
        subject_ref=dafydd.public_id,
        personal={"reason": "On leave"},
    )
    record("sync.finished", SYSTEM, subject_kind="source", subject_ref="s", values={"rows_read": 9})
    return dafydd


def shown(browser: Client, **asked: str) -> str:
    return browser.get(reverse("audit"), asked).text


def test_each_event_is_told_in_words_with_who_about_whom_and_why(browser, stories):
    page = shown(browser)
    assert page.count(f'class="{EVENTS}"') == 3
    assert "Locked by Hélène Dubreuil" in page
    assert "Dafydd Prys-Howell" in page
    assert "“On leave”" in page
    assert "Synchronisation finished" in page
    assert page.index("Synchronisation finished") < page.index("Access to Account Insight began")


def test_old_and_new_values_stand_side_by_side(browser):
    change(people.HELENE_ACTOR, link_days=30, zone="America/Montreal", seat_limit=50)
    page = shown(browser, area="settings")
    assert "Days an invitation link is valid" in page
    assert "<td>7</td><td>30</td>" in page
    assert "<td>Europe/Paris</td><td>America/Montreal</td>" in page
    assert "<td>No limit</td><td>50</td>" in page


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"q": "prys-howell"}, {"access.locked", "access.granted"}),
        ({"q": "ines caron"}, {"access.granted"}),
        ({"q": "INÈS@"}, set()),
        ({"q": "nobody"}, set()),
        ({"area": "crm"}, {"sync.finished"}),
        ({"area": "access"}, {"access.locked", "access.granted"}),
        ({"area": "moon"}, {"access.locked", "access.granted", "sync.finished"}),
        ({"kind": "system"}, {"sync.finished"}),
        ({"first": "2026-11-24"}, {"access.locked", "sync.finished"}),
        ({"last": "2026-11-23"}, {"access.granted"}),
        (
            {"first": "not a day", "last": "9999-12-31"},
            {"access.locked", "access.granted", "sync.finished"},
        ),
        (
            {"q": "dafydd", "area": "access", "kind": "administrator", "first": "2026-11-24"},
            {"access.locked"},
        ),
        ({"q": "dafydd", "area": "crm"}, set()),
        ({"q": "worker"}, {"sync.finished"}),
    ],
)
def test_a_filter_in_the_address_shows_what_it_says(browser, stories, asked, told):
    page = shown(browser, **asked)
    every = ("access.locked", "access.granted", "sync.finished")
    assert {verb for verb in every if f"<code>{verb}</code>" in page} == told


def test_days_are_those_of_the_workspace(browser):
    change(people.HELENE_ACTOR, zone="Asia/Tokyo")
    # 23:30 UTC on the 20th is the 21st in Tokyo.
    with clock.pretend(people.AT.replace(day=20, hour=23, minute=30)):
        record("sync.held", SYSTEM, subject_kind="source", subject_ref="s")
    assert "sync.held" in shown(browser, first="2026-11-21", last="2026-11-21")
    assert "<code>sync.held" not in shown(browser, first="2026-11-20", last="2026-11-20")


def test_pages_go_back_and_forth_and_miss_nothing(browser):
    subjects = [Subject("member", "m", {"n": n}) for n in range(120)]
    record_many("access.granted", people.HELENE_ACTOR, subjects)
    asked = trail.Asked(verbs=("access.granted", "access.locked"), actor_kind="administrator")
    seen, cursor = [], ""
    while True:
        page = trail.page(asked, cursor=cursor)
        seen += [event.values["n"] for event in page.rows]
        cursor = page.next
        if not cursor:
            break
    assert seen == list(reversed(range(120)))
    back = trail.page(asked, cursor=page.previous)
    assert [event.values["n"] for event in back.rows] == list(reversed(range(20, 70)))
    html = shown(browser, area="access")
    assert 'rel="next"' in html
    assert "area=access&amp;cursor=" in html


def test_where_it_came_from_is_the_connection_not_what_the_header_claims(client):
    helene = people.helene()
    form = {"login": helene.member.address, "address": helene.member.address}
    client.post(
        reverse("account_login"),
        form | {"password": "wrong"},
        REMOTE_ADDR="192.0.2.7",
        headers={"x-forwarded-for": "203.0.113.99"},
    )
    page = shown(people.signed_in(client, helene), area="sign-in")
    assert "A sign-in failed" in page
    assert "192.0.2.7" in page
    assert "203.0.113.99" not in page


def test_the_chain_is_shown_and_verified_when_asked(browser, stories):
    seal_pending()
    assert "has not been verified yet" in shown(browser)
    assert browser.post(reverse("audit_verify"))["Location"] == reverse("audit")
    waiting = shown(browser)
    assert "Waiting for the worker" in waiting
    assert 'hx-trigger="every 2s"' in waiting
    browser.post(reverse("audit_verify"))
    walks.verify_due()
    page = shown(browser)
    assert "Unchanged since it was recorded: verified through entry 3" in page
    assert Entry.objects.filter(verb="audit.verify_asked").count() == 1


def test_an_edit_is_shown_and_recorded(browser, stories):
    seal_pending()
    Entry.objects.filter(seq=2).update(verb="access.unlocked")
    walks.ask(people.HELENE_ACTOR)
    walks.verify_due()
    page = shown(browser)
    assert "The trail was edited: 1 place does not hold" in page
    assert "the event is not as it was sealed" in page
    assert Entry.objects.filter(verb="audit.broken").count() == 1


def test_it_verifies_by_itself_once_a_day(stories):
    seal_pending()
    walks.verify_due()
    assert walks.state().seq == 3
    record("sync.failed", SYSTEM, subject_kind="source", subject_ref="s")
    seal_pending()
    walks.verify_due()
    assert walks.state().seq == 3
    with clock.pretend(people.AT + timedelta(days=1)):
        walks.verify_due()
    assert walks.state().seq == 4


def exported(browser: Client, form: str, **asked: str) -> str:
    answer = browser.post(reverse("audit_export"), asked | {"format": form})
    return b"".join(answer.streaming_content).decode()


def test_the_filter_is_exported_as_csv_that_no_program_runs(browser, stories):
    record(
        "access.locked",
        Actor("administrator", "h", '=HYPERLINK("http://evil")', "+1@aubier.example", "@SUM(1)"),
        subject_kind="member",
        subject_ref=stories.public_id,
    )
    text = exported(browser, "csv", area="access")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["event"] for row in rows] == ["access.locked", "access.locked", "access.granted"]
    assert rows[0]["who"] == '\'=HYPERLINK("http://evil")'
    assert rows[0]["who_address"] == "'+1@aubier.example"
    assert rows[0]["from_address"] == "'@SUM(1)"
    assert rows[1]["sentence"] == "Locked by Hélène Dubreuil"
    assert rows[1]["about"] == "Dafydd Prys-Howell"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_the_filter_is_exported_as_json_lines_and_that_is_recorded(browser, stories):
    told = [json.loads(line) for line in exported(browser, "jsonl", q="dafydd").splitlines()]
    assert [row["event"] for row in told] == ["access.locked", "access.granted"]
    assert told[0]["personal"] == {"reason": "On leave"}
    (noted,) = trail.page(trail.Asked(verbs=("audit.exported",))).rows
    assert noted.values == {"format": "jsonl"}
    assert noted.personal == {"filter": {"q": "dafydd"}}


def test_a_long_export_is_read_in_parts(browser, monkeypatch):
    monkeypatch.setattr("lorgnette.audit.trail.EXPORT_SIZE", 7)
    record_many("access.granted", SYSTEM, [Subject("member", "m", {"n": n}) for n in range(30)])
    text = exported(browser, "jsonl", area="access")
    assert [json.loads(line)["values"]["n"] for line in text.splitlines()] == list(
        reversed(range(30))
    )


def test_a_format_that_is_none_is_not_found(browser):
    assert browser.post(reverse("audit_export"), {"format": "xls"}).status_code == 404


def test_what_was_erased_is_said_so(browser, stories):
    Entry.objects.get(verb="access.locked").detail.delete()
    page = shown(browser, area="access")
    assert "Locked by somebody whose name was erased" in page
    assert "Erased" in page


def test_a_sales_user_has_no_such_page(client):
    seller = people.dafydd()
    people.granted(seller.member)
    people.signed_in(client, seller)
    assert client.get(reverse("audit")).status_code == 404
    assert client.post(reverse("audit_export"), {"format": "csv"}).status_code == 404
