"""A telephone number as somebody wrote it, and as a device dials it."""

import pytest

from lorgnette.web.insight.phones import phone_of


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("+33 1 99 00 12 34", "tel:+33199001234"),
        ("+44 (0)1632 960123", "tel:+441632960123"),
        ("01632/960-123 ext. 7", "tel:01632960123"),
        ("112", "tel:112"),
        ("ask the switchboard", ""),
        ("12", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_what_is_dialled(written, dialled):
    found = phone_of(written)
    assert (found.words, found.href) == (written, dialled)


def test_no_number_is_none():
    assert phone_of("") is None
