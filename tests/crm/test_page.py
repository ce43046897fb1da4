"""Admin > CRM: where the data comes from, how far it is, what could not be taken."""

import pytest
from django.test import Client
from django.urls import reverse

from lorgnette.crm import runs
from lorgnette.crm.claims import beat, claim
from lorgnette.crm.models import SyncRun
from tests.cast.crm import USERS, Folder
from tests.cast.people import aubier, dafydd, granted, helene, signed_in

pytestmark = pytest.mark.django_db

HEADER = USERS.splitlines(keepends=True)[0]


@pytest.fixture
def page(client: Client):
    """Hélène’s browser."""
    aubier()
    return signed_in(client, helene())


def shown(page: Client, name: str = "crm", *arguments: str) -> str:
    return page.get(reverse(name, args=arguments)).content.decode()


def test_without_a_source_the_page_says_how_to_add_one(page: Client):
    assert "lorgnette sync --folder" in shown(page)


def test_the_last_run_is_told_in_numbers(page: Client, folder: Folder):
    folder.sync()
    content = shown(page)
    assert "Synchronised" in content
    assert "CRM users" in content
    assert "hx-trigger" not in content


def test_a_run_under_way_is_asked_about_every_two_seconds(page: Client, folder: Folder):
    run = claim(folder.source.id)
    beat(run, kind_now="contacts", rows_read=12_000, rows_expected=52_000)
    content = shown(page)
    assert 'hx-trigger="every 2s"' in content
    assert "Contacts: 12,000 of 52,000 rows read in all" in content


def test_synchronise_now_wants_a_run(page: Client, folder: Folder):
    response = page.post(reverse("crm_sync", args=[folder.source.ref]))
    assert response["Location"] == reverse("crm")
    assert SyncRun.objects.get().state == "wanted"
    assert "Waiting to start" in shown(page)


def test_a_held_run_shows_the_numbers_and_takes_an_answer(page: Client, folder: Folder):
    folder.sync()
    folder.write("users.csv", HEADER)
    held = folder.sync()
    content = shown(page)
    assert "far fewer rows" in content
    assert content.count('name="answer"') == 2
    page.post(reverse("crm_answer", args=[held.ref]), {"answer": "accept"})
    assert runs.latest(folder.source.ref).state == "wanted"


def test_a_held_run_that_is_left_changes_nothing(page: Client, folder: Folder):
    folder.sync()
    folder.write("users.csv", HEADER)
    held = folder.sync()
    page.post(reverse("crm_answer", args=[held.ref]), {"answer": "leave"})
    assert runs.by_ref(held.ref).state == "left"
    again = page.post(reverse("crm_answer", args=[held.ref]), {"answer": "accept"}, follow=True)
    assert "asks nothing any more" in again.content.decode()


def test_a_failure_says_what_to_do(page: Client, folder: Folder):
    for file in folder.path.iterdir():
        file.unlink()
    folder.sync()
    content = shown(page)
    assert "holds none of the files" in content
    assert "tried again by itself" in content


def test_problems_are_shown_page_by_page(page: Client, folder: Folder):
    for number in range(60):
        folder.add("contacts.csv", f"c-{number},,,,,,")
    run = folder.sync()
    content = shown(page)
    assert "60 problems with the rows" in content
    assert "contacts.csv:4" in content
    first = page.get(reverse("crm_problems", args=[run.ref])).context
    assert len(first["problems"].rows) == 50
    address = reverse("crm_problems", args=[run.ref])
    rest = page.get(address, {"cursor": first["problems"].next}).context["problems"].rows
    assert [line.where for line in rest][-1] == "contacts.csv:63"
    assert len(rest) == 10


def test_hostile_cells_are_shown_as_text(page: Client, folder: Folder):
    folder.add("accounts.csv", "a-9,Nine,<script>alert(1)</script>,,,,,")
    folder.sync()
    content = shown(page)
    assert "<script>alert" not in content
    assert "&lt;script&gt;alert" in content


@pytest.mark.parametrize("name", ["crm_answer", "crm_problems", "crm_sync"])
def test_an_unknown_reference_is_not_found(page: Client, name: str):
    address = reverse(name, args=["nothing"])
    response = page.get(address) if name == "crm_problems" else page.post(address)
    assert response.status_code == 404


def test_for_a_sales_user_there_is_no_such_page(client: Client, folder: Folder):
    aubier()
    user = dafydd()
    granted(user.member)
    signed_in(client, user)
    assert client.get(reverse("crm")).status_code == 404
    assert client.post(reverse("crm_sync", args=[folder.source.ref])).status_code == 404
