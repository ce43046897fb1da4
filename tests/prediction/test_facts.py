"""What is known becomes coarse levels."""

import pytest

from lorgnette.prediction.facts import CHARACTERISTICS, Facts, levels
from lorgnette.prediction.seniority import decides


def level(name: str, **known: object) -> str:
    given = {"families": {}} | known
    return levels(Facts(**given))[CHARACTERISTICS.index(name)]


@pytest.mark.parametrize(
    ("count", "called"), [(0, "0"), (1, "1"), (4, "1"), (5, "5"), (15, "15"), (9_999, "15")]
)
def test_a_count_is_called_by_the_lowest_of_its_level(count, called):
    assert level("web", families={"web": count}) == called


@pytest.mark.parametrize(
    ("idle", "called"), [(0, "0"), (6, "0"), (7, "7"), (30, "30"), (None, "never")]
)
def test_the_last_activity_may_be_long_ago_or_never(idle, called):
    assert level("idle", idle=idle) == called


@pytest.mark.parametrize(
    ("lately", "then", "called"),
    [
        (0, 0, "none"),
        (1, 0, "steady"),
        (2, 0, "rises"),
        (20, 10, "rises"),
        (14, 10, "steady"),
        (10, 20, "falls"),
        (0, 1, "steady"),
    ],
)
def test_a_few_more_or_less_are_no_rhythm(lately, then, called):
    assert level("rhythm", lately=lately, then=then) == called


def test_the_crms_own_words_stay_as_they_are():
    assert level("industry", industry="Food") == "Food"
    assert level("country") == ""


@pytest.mark.parametrize(
    "title",
    ["Directrice des achats", "CEO", "Head of purchasing", "VP Sales", "Geschäftsführerin", "PDG"]
    + ["Co-Founder", "Gérant", "Chief of staff", "President"],
)
def test_whoever_decides_is_known_by_the_title(title):
    assert decides(title)


@pytest.mark.parametrize("title", ["", "Buyer", "Ahead of time", "Ingénieure", "Developer"])
def test_others_do_not(title):
    assert not decides(title)
