"""Every verb that the code records has words, in both languages, and no other has."""

import pytest
from django.utils import translation

from lorgnette.web.events.sentences import SENTENCES, in_words
from tests.web_events.verbs import recorded


def test_every_recorded_verb_has_a_sentence_and_nothing_else_has():
    assert sorted(SENTENCES) == sorted(recorded())


@pytest.mark.parametrize("verb", sorted(SENTENCES))
def test_it_is_told_in_both_languages(verb: str):
    with translation.override("en"):
        english = in_words(verb, "Hélène Dubreuil")
    with translation.override("fr"):
        french = in_words(verb, "Hélène Dubreuil")
    assert english != french
    assert "%(" not in english + french


def test_whose_name_was_erased_is_said_so():
    assert in_words("access.locked", "") == "Locked by somebody whose name was erased"


def test_a_verb_of_a_newer_version_is_named():
    assert in_words("moon.landed", "Hélène") == "Recorded: moon.landed"
