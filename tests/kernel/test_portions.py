"""Long lists are cut into portions, in order and without a loss."""

import pytest

from lorgnette.kernel.portions import portions


@pytest.mark.parametrize(
    ("size", "expected"),
    [(2, ["ab", "cd", "e"]), (5, ["abcde"]), (9, ["abcde"])],
)
def test_every_item_is_in_one_portion(size, expected):
    assert list(portions("abcde", size)) == expected


def test_nothing_makes_no_portion():
    assert list(portions([])) == []
