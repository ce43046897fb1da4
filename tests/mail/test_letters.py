"""An edited letter is refused with a reason where it could not do its work."""

import pytest

from lorgnette.mail import letters
from lorgnette.mail.letters import Letter, check_letter, standard_letter


@pytest.mark.parametrize("kind", ["invitation", "test", "password_reset"])
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("ends", [True, False])
def test_every_standard_letter_passes_its_own_check(kind, language, ends):
    check_letter(standard_letter(kind, language, ends=ends))


def test_a_language_without_a_letter_gets_the_english_one():
    assert standard_letter("invitation", "de") == standard_letter("invitation", "en")


@pytest.mark.parametrize(
    ("subject", "body", "refusal", "field"),
    [
        ("", "[link]", letters.SubjectMissing, "en_subject"),
        ("  ", "[link]", letters.SubjectMissing, "en_subject"),
        ("x" * 201, "[link]", letters.SubjectTooLong, "en_subject"),
        ("Click [link]", "[link]", letters.SubjectHasLink, "en_subject"),
        ("One\nBcc: eve@evil.example", "[link]", letters.SubjectHasLineBreak, "en_subject"),
        ("One\u2028two", "[link]", letters.SubjectHasLineBreak, "en_subject"),
        ("Come", "No link here", letters.LinkMissing, "en_body"),
        ("Come", "[Link]", letters.LinkMissing, "en_body"),
        ("Come", "[link]" + "x" * 10_000, letters.BodyTooLong, "en_body"),
        ("Come", "[link]\x00", letters.BodyHasControl, "en_body"),
    ],
)
def test_a_letter_that_cannot_work_is_refused_beside_its_field(subject, body, refusal, field):
    with pytest.raises(refusal) as refused:
        check_letter(Letter(subject, body), "en_")
    assert refused.value.field == field


def test_the_link_may_stand_twice_and_lines_may_end_as_browsers_send_them():
    check_letter(Letter("Come", "Hello,\r\n\r\n[link]\r\n\tor\r\n[link]"))
