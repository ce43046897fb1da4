"""Who reads the page."""

from django.utils.translation import get_language


def language() -> str:
    """The code of the language that is active for this answer."""
    return get_language() or "en"


def in_language(english: str, french: str) -> str:
    """Whichever of what somebody wrote in both languages is the reader's."""
    return french if language() == "fr" else english
