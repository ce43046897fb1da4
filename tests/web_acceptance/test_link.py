"""The mailed link: its token leaves the address bar, and nothing is learnt of it."""

from lorgnette.web.acceptance.held import INVITATION
from tests.cast import invited


def test_the_link_leads_to_a_clean_address(client, sellers):
    answer = client.get(f"/i/{invited.token(sellers.dafydd)}")
    assert (answer.status_code, answer["Location"]) == (302, "/invitation/")


def test_the_token_waits_in_a_cookie_for_half_an_hour(client, sellers):
    token = invited.token(sellers.dafydd)
    cookie = client.get(f"/i/{token}").cookies[INVITATION.name]
    assert cookie.value.startswith(token)
    assert cookie["max-age"] == 1800
    assert cookie["path"] == "/invitation/"
    assert cookie["samesite"] == "Lax"
    assert cookie["httponly"]
    assert cookie["secure"]


def test_no_cache_index_or_foreign_page_learns_of_it(client, sellers):
    link, page = (client.get(a) for a in (f"/i/{invited.token(sellers.dafydd)}", "/invitation/"))
    for answer in (link, page):
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]
    assert link["Referrer-Policy"] == "no-referrer"


def test_the_page_names_itself_to_its_own_forms(client, sellers):
    """Without a referrer a browser posts from the origin "null", which is refused."""
    client.get(f"/i/{invited.token(sellers.dafydd)}")
    assert client.get("/invitation/")["Referrer-Policy"] == "same-origin"


def test_a_token_of_other_letters_is_not_known_and_stays_out_of_the_header(client, sellers):
    cookie = client.get("/i/٢٠٢٦").cookies[INVITATION.name]
    assert cookie.value.isascii()
    assert client.get("/invitation/").status_code == 410


def test_a_forged_cookie_holds_nothing(client, sellers):
    client.cookies[INVITATION.name] = f"{invited.token(sellers.dafydd)}:1w:forged"
    assert client.get("/invitation/").status_code == 404


def test_nobody_comes_without_a_link(client, db):
    answer = client.get("/invitation/")
    assert answer.status_code == 404
    assert "Open the link in your invitation" in answer.text


def test_an_unknown_link_discloses_nothing(client, sellers):
    client.get("/i/" + "x" * 43)
    answer = client.get("/invitation/")
    assert answer.status_code == 410
    assert "This link opens no invitation" in answer.text
    assert "Dubreuil" not in answer.text


def test_a_very_long_link_is_unknown_too(client, sellers):
    client.get("/i/" + "x" * 5000)
    assert client.get("/invitation/").status_code == 410
