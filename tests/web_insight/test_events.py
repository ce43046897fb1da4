"""What an event tells of a contact is on the account's page and in its feed."""

import pytest
from django.test import Client
from django.urls import reverse

from lorgnette.accounts.models import Account
from lorgnette.scoring.follow import follow
from lorgnette.scoring.models import AccountScore
from tests.cast import people
from tests.cast.crm import Folder
from tests.cast.sender import Website, event, track

pytestmark = pytest.mark.django_db


def test_a_track_call_shows_on_the_accounts_page(client: Client, tmp_path):
    people.aubier()
    Folder(tmp_path).sync()
    hers = people.signed_in(client, people.helene())
    banque = Account.objects.get(external_id="a-banque")
    before = AccountScore.objects.get(account=banque).tenths
    website = Website(Client(headers={"host": "insight.aubier.example"}))
    website.send(
        event("identify", traits={"email": "claire.aubert@banque-fictive.example"}),
        track("Demo Requested", properties={"title": "Spring water line"}),
    )
    assert follow() == 1
    assert AccountScore.objects.get(account=banque).tenths > before
    page = hers.get(reverse("account", args=[banque.public_id])).content.decode()
    assert "Spring water line" in page
    assert "Claire Aubert" in page
