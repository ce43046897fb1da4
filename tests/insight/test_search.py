"""What somebody types finds accounts and people, their own, though it is not quite the name."""

import pytest

from lorgnette.access.models import ALL
from lorgnette.accounts.models import Membership
from lorgnette.insight import reach, search
from lorgnette.insight.likeness import likeness, pieces, words_of
from tests.insight import estate


@pytest.fixture
def cast(db):
    """Nordhavn and Orne are Dafydd's, Albufera is Ana's."""
    with estate.today():
        dafydd = estate.seller("Dafydd")
        nordhavn = estate.account("Nordhavn Logistik", dafydd, city="Aarhus")
        orne = estate.account("Fonderies de l’Orne", dafydd)
        albufera = estate.account("Banco Albufera", estate.seller("Ana"))
        ingrid = estate.person(nordhavn, "Ingrid Sørlie", "Head of fleet")
        estate.person(orne, "Clémence Aubry-Maillard")
        estate.person(albufera, "Marta Albufera")
        estate.did(ingrid, "form.demo")
        estate.score_everything()
        yield dafydd


@pytest.fixture(params=["few", "many", "all"])
def viewer(request, cast, monkeypatch):
    """Somebody with few accounts, with so many that they are not listed, and with all."""
    if request.param == "many":
        monkeypatch.setattr(reach, "FEW", 1)
    return estate.viewer(cast, scope=ALL) if request.param == "all" else estate.viewer(cast)


def found(viewer, text):
    hits = search.search(viewer, text)
    return [hit.name for hit in (*hits.accounts, *hits.people)]


@pytest.mark.parametrize(
    "text",
    [
        "nordhavn",
        "NORDHAVN",
        "nord",
        "no",
        "havn",
        "logistik nordhavn",
        "nordhavn.example",
        "nordhvan",
        "nordhan",
        "nordhawn",
        "mordhavn",
        "nordhavn logistic",
    ],
)
def test_an_account_is_found_by_parts_and_with_a_slip(viewer, text):
    assert found(viewer, text)[0] == "Nordhavn Logistik"


@pytest.mark.parametrize(
    "text", ["ingrid", "sorlie", "Sørlie", "ingird", "ingrid sorli", "sorly", "in"]
)
def test_a_person_is_found_so_too(viewer, text):
    assert "Ingrid Sørlie" in found(viewer, text)


def test_a_person_is_shown_with_title_and_account(viewer):
    hit = search.search(viewer, "ingrid").people[0]
    assert (hit.title, hit.account_name) == ("Head of fleet", "Nordhavn Logistik")


@pytest.mark.parametrize("text", ["albufera", "banco", "marta", "albufrea", "ba", "ma"])
def test_nobody_finds_what_they_may_not_see(cast, text, monkeypatch):
    assert not {"Banco Albufera", "Marta Albufera"} & set(found(estate.viewer(cast), text))
    monkeypatch.setattr(reach, "FEW", 1)
    assert not {"Banco Albufera", "Marta Albufera"} & set(found(estate.viewer(cast), text))
    assert found(estate.viewer(scope=ALL), text)


def test_whoever_moved_on_is_found_where_they_were(cast):
    stay = Membership.objects.get(person__name="Marta Albufera")
    dafydds = Membership.objects.get(person__name="Ingrid Sørlie").account
    stay.until = estate.NOW
    stay.save()
    Membership.objects.create(person=stay.person, account=dafydds, since=estate.NOW)
    stay.person.title = "Treasurer"
    stay.person.save()
    hit = search.search(estate.viewer(cast), "marta").people[0]
    assert (hit.title, hit.account_name) == ("Treasurer", "Nordhavn Logistik")
    ana = estate.viewer(stay.account.owner)
    hit = search.search(ana, "marta").people[0]
    assert (hit.title, hit.account_name) == ("", "Banco Albufera")


def test_nothing_found_suggests_the_first_accounts(viewer):
    hits = search.search(viewer, "zzyzx")
    assert not hits.accounts
    assert not hits.people
    assert hits.suggested[0].name == "Nordhavn Logistik"


@pytest.mark.parametrize("text", ["", "  ", "…", "%_'"])
def test_without_a_word_nothing_is_sought(viewer, text):
    hits = search.search(viewer, text)
    assert not hits.is_sought
    assert not hits.suggested


def test_among_equals_the_higher_score_comes_first(cast):
    other = estate.account("Nordhavn Ferry", cast)
    assert found(estate.viewer(cast), "nordhavn")[:2] == ["Nordhavn Logistik", "Nordhavn Ferry"]
    estate.did(estate.person(other, "Mikkel"), "form.demo", times=3)
    estate.score_everything()
    assert found(estate.viewer(cast), "nordhavn")[:2] == ["Nordhavn Ferry", "Nordhavn Logistik"]


def test_likeness_prefers_whole_words_then_beginnings_then_slips():
    ways = [likeness(["orne"], key) for key in ("orne sa", "de l'orne", "ornex", "kornell", "orme")]
    assert ways == sorted(ways, reverse=True)
    assert ways[0] == 100
    assert likeness(["orne"], "banco albufera") == 0
    assert likeness([], "orne") == 0


def test_one_slip_leaves_a_piece_of_a_word_whole():
    word = "nordhavn"
    for n in range(len(word)):
        assert any(piece in word[:n] + "x" + word[n + 1 :] for piece in pieces(word))
    assert pieces("sa") == ["sa"]


def test_words_are_bare_and_few():
    assert words_of("  Fonderies de l’Orne ") == ["fonderies", "de", "l", "orne"]
    assert len(words_of("a " * 50)) == 6
    assert len(words_of("a" * 5_000)[0]) == 60
