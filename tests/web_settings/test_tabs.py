"""Each tab shows what is set, saves what is typed, and says what is wrong beside the field."""

import pytest
from django.urls import reverse

from lorgnette.audit import trail
from lorgnette.web.admin.settings.tabs import FIELDS, TITLES
from lorgnette.workspace.settings import current
from tests.cast import people
from tests.web_settings.conftest import filled, save


@pytest.mark.parametrize("tab", TITLES)
def test_every_tab_shows_its_fields_with_a_label(browser, tab):
    page = browser.get(reverse(f"settings_{tab}")).text
    for field in FIELDS[tab]:
        assert f'name="{field.name}"' in page
        assert f'id="{field.name}-hint"' in page


def test_the_room_opens_on_its_first_tab(browser):
    assert browser.get(reverse("settings"))["Location"] == reverse("settings_workspace")


def test_what_is_typed_is_saved_and_recorded_with_old_and_new(browser):
    answer = save(browser, "workspace", name="Aubier SAS", zone="America/Montreal")
    assert answer["Location"] == reverse("settings_workspace")
    assert "Saved." in browser.get(answer["Location"]).text
    assert (current().name, current().zone) == ("Aubier SAS", "America/Montreal")
    (event,) = trail.about("workspace", "settings")
    assert event.values["name"] == {"old": "Aubier Systems", "new": "Aubier SAS"}


def test_saving_what_is_there_changes_and_records_nothing(browser):
    answer = save(browser, "invitations")
    assert "Nothing was changed." in browser.get(answer["Location"]).text
    assert trail.about("workspace", "settings") == []


def test_all_that_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(browser):
    answer = save(browser, "invitations", link_days="31", inviter_daily="many", seat_limit="12")
    assert answer.status_code == 422
    page = answer.text
    assert "A link is valid for 1 to 30 days." in page
    assert "Enter a whole number from 1 to 1000000." in page
    assert 'value="31"' in page
    assert 'value="many"' in page
    assert 'value="12"' in page
    assert page.count('aria-invalid="true"') == 2
    assert page.count("autofocus") == 1
    assert current().seat_limit is None


def test_what_contradicts_another_setting_is_said_beside_the_field(browser):
    answer = save(browser, "sign_in", session_idle_days="60", session_days="30")
    assert answer.status_code == 422
    assert "A pause cannot be longer than the whole session, which is 30 days." in answer.text
    assert 'id="session_idle_days-error"' in answer.text


def test_no_limit_is_an_empty_field(browser):
    save(browser, "mail", domain_hourly="200")
    assert current().domain_hourly == 200
    save(browser, "mail", domain_hourly="")
    assert current().domain_hourly is None


def test_reminders_are_turned_off_by_an_empty_box(browser):
    form = filled("invitations")
    del form["reminders"]
    browser.post(reverse("settings_invitations"), form)
    assert current().reminders is False


def test_a_language_alone_is_offered_and_the_default_is_one_of_them(browser):
    save(browser, "languages", languages=["fr"], language="fr")
    assert (current().languages, current().language) == (("fr",), "fr")
    answer = save(browser, "languages", languages=["fr"], language="en")
    assert "The default language has to be one of those offered." in answer.text
    assert "Offer at least one language." in save(browser, "languages", languages=[]).text


def test_a_seat_limit_below_what_is_taken_is_taken_and_puts_nobody_out(browser):
    for seller in (people.dafydd(), people.wilhelmina()):
        people.granted(seller.member)
    save(browser, "invitations", seat_limit="1")
    page = browser.get(reverse("settings_invitations")).text
    assert current().seat_limit == 1
    assert "2 of 1 seat is taken" in page
    assert "it puts nobody out" in page


def test_the_sign_in_tab_says_what_is_in_force(browser):
    page = browser.get(reverse("settings_sign_in")).text
    assert "At least 15 characters" in page
    assert "5 failed sign-ins in 5 minutes" in page


def test_what_the_environment_fixes_is_shown_as_fixed_and_cannot_be_typed_over(browser, settings):
    settings.FIXED_SETTINGS = {"zone": "Asia/Tokyo"}
    page = browser.get(reverse("settings_workspace")).text
    assert "LORGNETTE_ZONE" in page
    assert '<option value="Asia/Tokyo" selected>' in page
    save(browser, "workspace", zone="Europe/Madrid", name="Aubier SAS")
    assert (current().zone, current().name) == ("Asia/Tokyo", "Aubier SAS")


def test_what_would_be_deleted_is_counted_and_nothing_is_saved(browser):
    answer = browser.post(
        reverse("settings_retention"), filled("retention", audit_months="3", preview="1")
    )
    assert answer.status_code == 200
    assert "nothing would be deleted today" in answer.text
    assert 'value="3"' in answer.text
    assert current().audit_months == 24


def test_a_sales_user_has_no_such_page(client):
    seller = people.dafydd()
    people.granted(seller.member)
    people.signed_in(client, seller)
    for tab in TITLES:
        assert client.get(reverse(f"settings_{tab}")).status_code == 404
    assert client.post(reverse("settings_mail_hold")).status_code == 404
