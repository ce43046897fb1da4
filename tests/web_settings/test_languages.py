"""The switch of languages shows those that are offered, and the reader's own."""

from django.urls import reverse

from tests.web_settings.conftest import save


def switch(browser, language: str) -> set[str]:
    page = browser.get(reverse("profile"), headers={"accept-language": language}).text
    return {code for code in ("en", "fr") if f'name="language" value="{code}"' in page}


def test_a_language_that_is_not_offered_is_not_shown(browser):
    assert switch(browser, "en") == {"en", "fr"}
    save(browser, "languages", languages=["en"], language="en")
    assert switch(browser, "en") == {"en"}
