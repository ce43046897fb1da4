"""Who reads the page."""

from django.utils.translation import get_language


def language() -> str:
    """The code of the language that is active for this answer."""
    return get_language() or "en"
