"""Two administrators change settings at once: the later is told what the other changed."""

import json

from django.urls import reverse

from lorgnette.workspace.settings import current
from tests.web_settings.conftest import filled, save


def test_the_later_is_told_and_loses_nothing(browser, other):
    form = filled("workspace", postal_address="1 rue Neuve, Lyon")
    save(other, "workspace", name="Aubier SAS", zone="Europe/Madrid")
    answer = browser.post(reverse("settings_workspace"), form)
    assert answer.status_code == 409
    page = answer.text
    assert "Somebody else changed these settings meanwhile" in page
    assert "The change is by Inès Caron:" in page
    assert "Company name: from Aubier Systems to Aubier SAS" in page
    assert 'value="1 rue Neuve, Lyon"' in page
    assert current().postal_address == "14 quai Rambaud, 69002 Lyon"


def test_saving_again_keeps_both_changes(browser, other):
    form = filled("workspace", postal_address="1 rue Neuve, Lyon")
    save(other, "workspace", name="Aubier SAS")
    page = browser.post(reverse("settings_workspace"), form).text
    assert 'value="Aubier SAS"' in page
    save(browser, "workspace", postal_address="1 rue Neuve, Lyon")
    assert (current().name, current().postal_address) == ("Aubier SAS", "1 rue Neuve, Lyon")


def test_a_change_on_another_tab_is_nobodys_business(browser, other):
    form = filled("workspace", postal_address="1 rue Neuve, Lyon")
    save(other, "retention", audit_months="36")
    assert browser.post(reverse("settings_workspace"), form).status_code == 302
    assert (current().audit_months, current().postal_address) == (36, "1 rue Neuve, Lyon")


def test_whatever_comes_back_as_seen_breaks_nothing(browser):
    for seen in ("", "[]", "{", json.dumps({"name": "Aubier Systems", "moon": 1}), "null"):
        assert save(browser, "workspace", seen=seen).status_code == 302
