"""T20: no unsafe request is heard without its token, whatever the route."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

pytestmark = pytest.mark.django_db

ORIGIN = "https://insight.aubier.example"
SENT_FROM_HERE = {"origin": ORIGIN, "host": "insight.aubier.example"}
STAND_IN = "qqqqqqqqqqqqqqqq"
# Doors whose address ends in one of a few words.
FORMS = {"privacy_receipt_file": {"form": "json"}}
# A mail program posts here without cookies (RFC 8058): what is sealed in the address is the proof.
SEALED = {"never": 404, "stop_mails": 404}
# Programs post here without cookies: a write key is the proof, and here is neither key nor event.
KEYED = {"collect_settings": 405, "collect_source_config": 405, "collect_metrics": 200}


def routes(
    patterns: list[URLPattern | URLResolver], known: tuple[str, ...] = ()
) -> Iterator[tuple[str, str]]:
    """Every route's name and an address of it; placeholders hold a ref that nobody has."""
    for pattern in patterns:
        placeholders = (*known, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, placeholders)
        else:
            assert pattern.name, f"{pattern} has no name"
            kwargs = dict.fromkeys(placeholders, STAND_IN) | FORMS.get(pattern.name, {})
            yield pattern.name, reverse(pattern.name, kwargs=kwargs)


ROUTES = sorted(set(routes(get_resolver().url_patterns)))


@pytest.fixture
def browser() -> Client:
    """Checks tokens as the server does; the test client is lenient otherwise."""
    return Client(enforce_csrf_checks=True, headers=SENT_FROM_HERE)


def test_the_routes_are_found():
    names = {name for name, _address in ROUTES}
    assert {"sales_user_revoke", "invitation", "invitation_decline", "set_language"} <= names


@pytest.mark.parametrize(("name", "address"), ROUTES)
def test_without_its_token_a_post_is_not_heard(browser, name, address):
    keyed = KEYED.get(name, 400) if name.startswith("collect_") else 403
    assert browser.post(address, secure=True).status_code == SEALED.get(name, keyed)


def test_with_its_token_a_post_is_heard(browser):
    browser.get(reverse("account_login"), secure=True)
    token = next(c.value for name, c in browser.cookies.items() if "csrf" in name)
    answer = browser.post(
        reverse("set_language"),
        {"language": "fr", "csrfmiddlewaretoken": token},
        secure=True,
    )
    assert answer.status_code == 302
