"""Step 2: Hélène chooses what they will see."""

from tests.cast import invited
from tests.web_invite.wizard import beside, body, value, words


def by_email(wizard, address="eva@partner.example"):
    typed = {"first_name": "Eva", "last_name": "Noor", "address": address}
    return wizard.post("invite_people", way="email", do="next", **typed)


def test_it_says_how_many_accounts_the_chosen_would_see(wizard, cast):
    invited.account("Banque Fictive", cast.dafydd, cast.ana)
    invited.account("Meunier", cast.ana)
    wizard.choose(cast.dafydd, cast.ana, cast.bo)
    page = words(body(wizard.get("invite_permissions")))
    assert "0 to 2 accounts each" in page
    assert "1 person would see no account yet." in page
    assert "every account of the company, also those of others. 2 accounts" in page


def test_the_choice_so_far_stays_in_view(wizard, cast):
    wizard.choose(cast.dafydd, cast.ana, last_day="2026-12-31", reason="Winter")
    page = words(body(wizard.get("invite_permissions")))
    assert "2 people chosen Change" in page
    assert "Dafydd Prys-Howell" in page
    assert "Through Thursday 31 December 2026, 23:59:59, Paris time." in page
    assert "Winter" in page


def test_next_keeps_the_permission_and_goes_to_the_message(wizard, cast):
    wizard.choose(cast.dafydd)
    response = wizard.permit(scope="all")
    assert response["Location"] == wizard.address("invite_message")
    assert wizard.answers.account_insight
    assert wizard.answers.scope == "all"


def test_a_manager_is_lent_the_accounts_of_their_reports(wizard, cast):
    wizard.choose(cast.dafydd)
    assert wizard.permit(scope="reports")["Location"] == wizard.address("invite_message")
    assert wizard.answers.scope == "reports"
    assert "own accounts and those of their reports" in words(body(wizard.get("invite_message")))


def test_without_the_tick_it_says_so_beside_the_box(wizard, cast):
    wizard.choose(cast.dafydd)
    response = wizard.post("invite_permissions", scope="all", do="next")
    page = body(response)
    assert response.status_code == 422
    assert "Tick Account Insight" in beside(page, "account_insight")
    assert 'value="all" checked' in page
    assert page.count(" autofocus") == 1


def test_by_email_somebody_the_crm_does_not_know_would_see_nothing(wizard, cast):
    by_email(wizard)
    page = words(body(wizard.get("invite_permissions")))
    assert "Nobody in the CRM has the address eva@partner.example" in page
    assert "Eva Noor would see no accounts" in page
    assert "The accounts of a chosen CRM user" in page
    response = wizard.permit(scope="own")
    assert response.status_code == 422
    assert "No CRM user has the address eva@partner.example" in beside(body(response), "scope")


def test_by_email_an_address_of_the_crm_meets_its_user(wizard, cast):
    invited.account("Banque Fictive", cast.dafydd)
    by_email(wizard, "Dafydd.Prys-Howell@AUBIER.example")
    page = words(body(wizard.get("invite_permissions")))
    assert "Nobody in the CRM" not in page
    assert "1 account" in page
    assert wizard.permit().status_code == 302


def test_the_accounts_of_a_chosen_crm_user_are_lent(wizard, cast):
    invited.account("Meunier", cast.ana)
    by_email(wizard)
    page = words(body(wizard.get("invite_crm_users", q="lindq")))
    assert "Ana Lindqvist Nord 1 account" in page
    assert "Dafydd" not in page
    response = wizard.permit(scope="chosen", chosen_ref=cast.ana.public_id)
    assert response.status_code == 302
    assert wizard.answers.chosen_ref == cast.ana.public_id
    again = body(wizard.get("invite_permissions", q="nobody"))
    assert f'value="{cast.ana.public_id}" data-lg-chosen checked' in again


def test_chosen_without_a_crm_user_is_said_beside_the_list(wizard, cast):
    by_email(wizard)
    response = wizard.permit(scope="chosen", chosen_ref="nobody")
    assert response.status_code == 422
    assert "Choose the CRM user" in words(body(response))


def test_the_search_works_without_scripts(wizard, cast):
    by_email(wizard)
    response = wizard.permit(scope="chosen", q="lindq", do="search")
    assert response["Location"] == f"{wizard.address('invite_permissions')}?q=lindq"
    page = body(wizard.client.get(response["Location"]))
    assert value(page, "q") == "lindq"
    assert "Ana Lindqvist" in page


def test_a_tick_is_kept_at_once(wizard, cast):
    wizard.choose(cast.dafydd)
    response = wizard.post("invite_permissions", htmx=True, account_insight="1", scope="all")
    assert response.status_code == 204
    assert wizard.answers.account_insight


def test_back_keeps_the_answers(wizard, cast):
    wizard.choose(cast.dafydd)
    response = wizard.permit(scope="all", do="back")
    assert response["Location"] == wizard.address("invite_people")
    assert wizard.answers.scope == "all"


def test_without_people_the_first_step_comes_first(wizard):
    assert wizard.get("invite_permissions")["Location"] == wizard.address("invite_people")
    assert wizard.get("invite_message")["Location"] == wizard.address("invite_people")
