"""Names arrive from forms and from the CRM; what would mislead a reader does not pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorgnette.kernel.names import (
    NameHasInvisible,
    NameHasMarkup,
    NameMissing,
    NameTooLong,
    clean_name,
    sort_key,
)
from lorgnette.kernel.refusals import Refusal


@pytest.mark.parametrize(
    "name", ["Aoife Ní Bhriain", "O’Sullivan", "田辺 由紀", "Łódzkie & Co. KG"]
)
def test_real_names_pass_untouched(name):
    assert clean_name(name) == name


def test_spaces_are_folded_and_accents_composed():
    assert clean_name("  Zoe\u0301   Béranger ") == "Zoé Béranger"


@pytest.mark.parametrize("odd", ["\n", "\r", "\t", "\x00", "\u202e", "\u2066", "\u200b", "\u2028"])
def test_control_bidi_and_newline_characters_are_refused(odd):
    with pytest.raises(NameHasInvisible) as caught:
        clean_name(f"Ann{odd}Bcc", "first_name")
    assert caught.value.field == "first_name"
    assert caught.value.values["character"] == f"U+{ord(odd):04X}"


@pytest.mark.parametrize("name", ["<b>Ann</b>", "Win at http://x.example", "www.x.example", "a>b"])
def test_markup_and_links_are_refused(name):
    with pytest.raises(NameHasMarkup):
        clean_name(name)


def test_missing_and_too_long():
    with pytest.raises(NameMissing):
        clean_name("   ")
    with pytest.raises(NameMissing):
        clean_name(" \u200d ")
    assert clean_name("   ", required=False) == ""
    with pytest.raises(NameTooLong):
        clean_name("a" * 201)


def test_the_sort_key_drops_accents_case_and_strokes():
    names = ["Øyvind", "Łukasz", "Élodie", "Zoë", "anders"]
    assert sorted(names, key=sort_key) == ["anders", "Élodie", "Łukasz", "Øyvind", "Zoë"]
    assert sort_key("Straße") == "strasse"


@given(st.text(max_size=80))
def test_a_clean_name_is_a_fixed_point_and_one_line(raw):
    try:
        name = clean_name(raw)
    except Refusal:
        return
    assert clean_name(name) == name
    assert len(name.splitlines()) == 1
