"""Step 1: Hélène chooses whom to invite and until when."""

from datetime import date

import pytest
from django.urls import reverse

from lorgnette.directory.search import CrmFilter
from tests.cast import invited
from tests.web_invite.wizard import beside, body, ticked, value, words


def test_the_button_starts_a_draft_at_the_first_step(client, helene):
    client.force_login(helene)
    response = client.get(reverse("invite"))
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/invite/")
    assert response["Location"].endswith("/people/")
    assert client.get(response["Location"]).status_code == 200


def test_the_list_shows_who_can_be_invited_and_why_others_cannot(wizard, cast):
    page = words(body(wizard.get("invite_people")))
    assert "Dafydd Prys-Howell dafydd.prys-howell@aubier.example Wales" in page
    assert "Select all 3 matching" in page
    assert "2 more match and cannot be invited" in page
    assert "Zoé Martin Inactive in the CRM since 23 November 2026." in page
    assert "Tom Old No e-mail address in the CRM." in page


def test_who_is_invited_already_has_a_way_out_to_her_sheet(wizard, helene, cast):
    invited.invite(helene, cast.ana)
    page = body(wizard.get("invite_people"))
    sheet = reverse("sales_user", args=[invited.member_ref(cast.ana)])
    assert f'href="{sheet}" aria-label="Resend the invitation of Ana Lindqvist"' in page


def test_the_search_is_an_address_and_finds_without_accents(wizard, cast):
    page = body(wizard.get("invite_people", way="crm", q="zoe"))
    assert value(page, "q") == "zoe"
    assert "Zoé Martin" in page
    assert "Dafydd" not in page


def test_a_filter_that_nobody_matches_says_so_and_how_to_go_on(wizard):
    page = words(body(wizard.get("invite_people", way="crm", q="nobody at all")))
    assert "Nobody matches. Try fewer words or another filter. Show everybody" in page


def test_the_part_below_the_search_alone_keeps_the_address_true(wizard):
    response = wizard.get("invite_matching", q="dafydd")
    assert response["HX-Replace-Url"] == f"{wizard.address('invite_people')}?way=crm&q=dafydd"
    assert "Dafydd" in body(response)
    assert "<html" not in body(response)


def test_how_many_match_is_said_aloud_by_a_region_that_stays(wizard):
    assert 'role="status" id="matching-said"' in body(wizard.get("invite_people"))
    found = body(wizard.get("invite_matching", q="dafydd")).partition('id="matching-said"')[2]
    assert found.startswith(' hx-swap-oob="innerHTML"')
    assert "1 person matches and can be invited." in found


def test_next_keeps_the_ticked_and_goes_to_permissions(wizard, cast):
    response = wizard.choose(cast.dafydd, cast.ana, last_day="2026-12-31", reason="Winter")
    assert response["Location"] == wizard.address("invite_permissions")
    assert set(wizard.answers.crm_refs) == {cast.dafydd.public_id, cast.ana.public_id}
    assert wizard.answers.last_day == date(2026, 12, 31)
    assert wizard.answers.reason == "Winter"


def test_the_choice_is_kept_as_it_is_made_and_is_there_after_a_reload(wizard, cast):
    page = body(wizard.get("invite_people"))
    response = wizard.post(
        "invite_people",
        htmx=True,
        way="crm",
        of=value(page, "of"),
        shown=[cast.dafydd.public_id, cast.bo.public_id],
        crm_user=[cast.bo.public_id],
    )
    assert "1 person chosen" in words(body(response))
    again = body(wizard.get("invite_people"))
    assert ticked(again) == {cast.bo.public_id}
    assert "Remove Bo Ek" in again


def test_a_search_leaves_those_ticked_elsewhere_chosen(wizard, cast):
    wizard.choose(cast.dafydd, do="search")
    page = body(wizard.get("invite_people", way="crm", q="bo"))
    wizard.post(
        "invite_people",
        way="crm",
        of=value(page, "of"),
        q="bo",
        shown=[cast.bo.public_id],
        crm_user=[cast.bo.public_id],
        do="search",
    )
    assert set(wizard.answers.crm_refs) == {cast.dafydd.public_id, cast.bo.public_id}


def test_pressing_search_without_scripts_keeps_the_boxes_and_shows_the_result(wizard, cast):
    response = wizard.choose(cast.dafydd, do="search", q="ana", region="Nord")
    assert response["Location"] == f"{wizard.address('invite_people')}?way=crm&region=Nord&q=ana"
    assert wizard.answers.crm_refs == (cast.dafydd.public_id,)


def test_a_chip_is_removed_and_all_are_cleared(wizard, cast):
    wizard.choose(cast.dafydd, cast.ana)
    wizard.post("invite_people", way="crm", do=f"remove:{cast.ana.public_id}")
    assert wizard.answers.crm_refs == (cast.dafydd.public_id,)
    wizard.post("invite_people", way="crm", do="clear")
    assert wizard.answers.crm_refs == ()


def test_select_all_names_its_filter_and_freezes_the_people_at_next(wizard, cast):
    page = body(wizard.get("invite_people", way="crm", region="Nord"))
    form = {"way": "crm", "of": value(page, "of"), "all_matching": "1"}
    response = wizard.post("invite_people", htmx=True, do="all", **form)
    assert "2 people chosen Clear Region: Nord" in words(body(response))
    assert wizard.answers.all_matching == CrmFilter(region="Nord")
    assert wizard.answers.crm_refs == ()
    wizard.post("invite_people", do="next", **form)
    assert set(wizard.answers.crm_refs) == {cast.ana.public_id, cast.bo.public_id}


def test_taking_one_out_of_select_all_leaves_the_others_by_name(wizard, cast):
    page = body(wizard.get("invite_people"))
    form = {"way": "crm", "of": value(page, "of"), "all_matching": "1"}
    wizard.post("invite_people", htmx=True, do="all", **form)
    everybody = [cast.ana.public_id, cast.bo.public_id, cast.dafydd.public_id]
    response = wizard.post(
        "invite_people", htmx=True, shown=everybody, crm_user=everybody[1:], **form
    )
    assert wizard.answers.all_matching is None
    assert set(wizard.answers.crm_refs) == set(everybody[1:])
    box = body(response).partition('id="all-matching"')[2].partition(">")[0]
    assert 'hx-swap-oob="true"' in box
    assert "checked" not in box


def test_unticking_select_all_chooses_nobody(wizard):
    page = body(wizard.get("invite_people"))
    form = {"way": "crm", "of": value(page, "of")}
    wizard.post("invite_people", htmx=True, do="all", all_matching="1", **form)
    response = wizard.post("invite_people", htmx=True, do="all", **form)
    assert "Nobody chosen yet" in body(response)
    assert wizard.answers.all_matching is None


def test_a_forged_filter_is_no_error(wizard):
    for of in ("", "[]", "{", '{"text": 1}', '{"pk": "1"}'):
        response = wizard.post("invite_people", htmx=True, way="crm", of=of, shown=["nobody"])
        assert response.status_code == 200, of


def test_nobody_chosen_is_said_beside_the_list(wizard):
    response = wizard.choose(last_day="2026-12-31", reason="Winter")
    page = body(response)
    assert response.status_code == 422
    assert beside(page, "crm_refs") == "Choose at least one person."
    assert value(page, "last_day") == "2026-12-31"
    assert value(page, "reason") == "Winter"
    assert page.count(" autofocus") == 1


@pytest.mark.parametrize("day", ["2026-11-22", "0001-01-01", "9999-12-31"])
def test_a_day_that_cannot_be_is_said_beside_it_and_kept(wizard, cast, day):
    response = wizard.choose(cast.dafydd, last_day=day)
    assert response.status_code == 422
    assert beside(body(response), "last_day")
    assert value(body(response), "last_day") == day
    assert ticked(body(response)) == {cast.dafydd.public_id}


@pytest.mark.parametrize("day", ["soon", "2026-02-30", "31/12/2026", "٢٠٢٦-12-31x"])
def test_what_is_no_day_is_said_and_kept_with_all_else(wizard, cast, day):
    response = wizard.choose(cast.dafydd, last_day=day, reason="Winter")
    assert response.status_code == 422
    assert "is not a day" in beside(body(response), "last_day")
    assert value(body(response), "last_day") == day
    assert value(body(response), "reason") == "Winter"
    assert wizard.answers.crm_refs == (cast.dafydd.public_id,)


def test_the_day_is_spelled_out_with_its_zone_as_it_is_typed(wizard):
    response = wizard.post("invite_people", htmx=True, way="crm", last_day="2026-12-31")
    said = words(body(response))
    assert "Through Thursday 31 December 2026, 23:59:59, Paris time." in said
    assert 'id="day-year" name="do" value="day:year" aria-pressed="true"' in body(response)


def test_a_past_day_is_said_as_it_is_typed(wizard):
    response = wizard.post("invite_people", htmx=True, way="crm", last_day="2026-11-01")
    assert response.status_code == 200
    assert beside(body(response), "last_day")


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("30", date(2026, 12, 23)),
        ("90", date(2027, 2, 21)),
        ("year", date(2026, 12, 31)),
        ("never", None),
    ],
)
def test_the_quick_choices_set_the_day(wizard, code, day):
    wizard.post("invite_people", way="crm", last_day="2027-06-01", do=f"day:{code}")
    assert wizard.answers.last_day == day


def test_never_is_the_default(wizard):
    page = body(wizard.get("invite_people"))
    assert value(page, "last_day") == ""
    assert 'value="day:never" aria-pressed="true"' in page


def test_the_other_way_has_its_own_address_and_keeps_what_was_typed(wizard):
    response = wizard.post("invite_people", way="crm", reason="Winter", do="way:email")
    assert response["Location"] == f"{wizard.address('invite_people')}?way=email"
    page = body(wizard.get("invite_people", way="email"))
    assert 'name="first_name"' in page
    assert value(page, "reason") == "Winter"


def test_more_pages_follow_and_keep_the_ticked(wizard, cast):
    for n in range(60):
        invited.crm_user("Seller", f"{n:02}", f"seller{n}@aubier.example")
    page = body(wizard.get("invite_people"))
    more = page.partition('value="more:')[2].partition('"')[0]
    assert more
    response = wizard.choose(cast.ana, do=f"more:{more}")
    assert "cursor=" in response["Location"]
    assert wizard.answers.crm_refs == (cast.ana.public_id,)
    following = body(wizard.client.get(response["Location"]))
    assert "Seller 59" in following
    assert "Ana Lindqvist</span>" not in following
    rows = body(wizard.get("invite_matching", cursor=more))
    assert "Seller 59" in rows
    assert "Cannot be invited" not in rows


def test_the_french_page_says_its_labels(wizard):
    wizard.client.cookies["lorgnette_language"] = "fr"
    page = words(body(wizard.get("invite_people")))
    assert "À qui ouvrir l’accès, et jusqu’à quand" in page
    assert "Invitation par CRM Inviter un utilisateur par courrier électronique" in page
    assert "Utilisateur CRM" in page
    assert "Date d’expiration de l’accès" in page


@pytest.mark.parametrize(
    "written", ['{"text": "\\ud800\\u0000an"}', '{"a": ' * 2_000, "[]", "null"]
)
def test_a_filter_that_the_page_did_not_write_breaks_nothing_and_chooses_nobody(wizard, written):
    wizard.post("invite_people", way="crm", of=written, all_matching="on", do="all")
    assert wizard.answers.all_matching in {None, CrmFilter(text="an")}
    assert wizard.answers.crm_refs == ()
    assert wizard.get("invite_people", way="crm").status_code == 200
