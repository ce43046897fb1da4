"""A page reads the company's settings once; what is sent is answered with them as they are then."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lorgnette.workspace.settings import current
from tests.insight import estate


def asked_of_settings(client, address) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return sum('FROM "workspace_workspace"' in query["sql"] for query in asked)


def test_an_account_s_page_asks_once_for_the_settings(seen_by_dafydd, dafydd):
    account = estate.account("Nordhavn", dafydd)
    estate.did(estate.person(account, "Ingrid"), "web.pricing", days_ago=1)
    estate.score_everything()
    address = reverse("account", args=[account.public_id])
    assert [asked_of_settings(seen_by_dafydd, address) for _visit in range(2)] == [1, 1]


def test_outside_of_a_page_they_are_read_whenever_they_are_asked_for(seen_by_dafydd):
    seen_by_dafydd.get(reverse("profile"))
    with CaptureQueriesContext(connection) as asked:
        current(), current()
    assert len(asked) == 2
