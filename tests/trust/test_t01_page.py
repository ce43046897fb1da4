"""T1 at the pages: scanners open a link as often as they like; only a human's POST accepts."""

from itertools import cycle, islice

import pytest
from django.test import Client

from lorgnette.access.models import Grant
from lorgnette.audit.models import Entry
from lorgnette.invitations.models import Invitation
from lorgnette.mail.models import Message
from lorgnette.users.models import CrmLink, Member, User
from tests.cast import invited, people
from tests.cast.people import PASSWORD

pytestmark = pytest.mark.django_db

VISITS = 200
BROWSERS = (
    {"user-agent": "Mozilla/5.0 (Windows NT 10.0) SafeLinks", "purpose": "prefetch"},
    {"user-agent": "Mimecast-URL-Protect", "sec-purpose": "prefetch;prerender"},
    {"user-agent": "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/142", "accept": "text/html"},
    {},
)


def everything() -> dict[str, list[tuple[object, ...]]]:
    """All that an accept would change; that a link was fetched may be noted."""
    rows = {model.__name__: model.objects for model in (Member, User, Grant, CrmLink, Message)}
    kept = {name: sorted(found.values_list(), key=str) for name, found in rows.items()}
    facts = [f.name for f in Invitation._meta.fields if f.name != "visited_at"]
    kept["Invitation"] = sorted(Invitation.objects.values_list(*facts), key=str)
    entries = Entry.objects.exclude(verb="invitation.visited")
    kept["Entry"] = sorted(entries.values_list("verb", "subject_ref"), key=str)
    return kept


def test_two_hundred_visits_change_nothing_and_then_a_human_accepts(client):
    invited.aubier()
    dafydd = invited.crm_user("Dafydd", "Prys-Howell")
    invited.invite(people.helene(), dafydd)
    link, before = f"/i/{invited.token(dafydd)}", everything()
    for method, headers in islice(zip(cycle(("get", "head", "get")), cycle(BROWSERS)), VISITS):  # noqa: B905
        scanner = Client(headers={"host": "insight.aubier.example", **headers})
        call = getattr(scanner, method)
        assert call(link, secure=True).status_code == 302
        for page in ("/invitation/", "/invitation/decline/"):
            assert call(page, secure=True).status_code == 200
    assert everything() == before
    client.get(link)
    assert client.post("/invitation/", {"password": PASSWORD})["Location"] == "/accounts/"
    assert Grant.objects.get().member.name == "Dafydd Prys-Howell"
