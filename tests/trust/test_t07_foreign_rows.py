"""T7: one seller never sees another's accounts, and cannot tell them from none at all.

Every door of Account Insight that takes a ref, from the URL configuration, plainly and as htmx
asks, with a ref of somebody else's account and with one that does not exist. The administration
answers a seller as if it were not there.
"""

import re

import pytest
from django.urls import URLPattern, reverse

from lorgnette.config.urls import urlpatterns as all_doors
from lorgnette.users.models import Member
from lorgnette.web.insight.urls import urlpatterns
from tests.cast import people
from tests.insight import estate

SECRET = "Albufera"
MISSING = "abcdefghijkmnpqr"
DOORS = [door.name for door in urlpatterns if "ref" in door.pattern.converters]
HTMX = {"HX-Request": "true"}
ASKED = [
    ("get", {}, {}),
    ("head", {}, {}),
    ("get", {}, HTMX),
    ("get", {"before": "x"}, {}),
    ("get", {"before": "x"}, HTMX),
    ("get", {"before": "cursor of her own account"}, HTMX),
]


def administration(patterns=all_doors, prefix=""):
    """The address of every door of the administration, REF standing for what it is about."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            yield from administration(pattern.url_patterns, route)
        elif route.startswith("admin/"):
            yield "/" + re.sub("<[^>]+>", "REF", route)


@pytest.fixture
def cast(db, client):
    """Dafydd, signed in with one account of his own; Albufera is Ana's, he once was on its team."""
    with estate.today():
        seller = estate.seller("Dafydd", address="dafydd.prys-howell@aubier.example")
        own = estate.account("Nordhavn", seller)
        ana = estate.seller("Ana")
        foreign = estate.account(f"Banco {SECRET}", ana, parent_external_id=own.external_id)
        estate.on_team(foreign, seller, gone_at=estate.NOW)
        estate.did(estate.person(foreign, f"Marta {SECRET}"), "form.demo", subject=SECRET)
        estate.did(estate.person(own, "Ingrid"), "web.visit", times=12)
        estate.score_everything()
        user = people.dafydd()
        people.granted(user.member)
        yield people.signed_in(client, user), own, foreign


def test_there_are_doors_to_try():
    assert {"account", "account_potential"} <= set(DOORS)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("method", "query", "headers"), ASKED)
def test_a_foreign_row_is_as_one_that_does_not_exist(cast, door, method, query, headers):
    browser, own, foreign = cast
    if query.get("before", "").startswith("cursor"):
        query = {"before": cursor_of(browser, own)}
    answers = [
        getattr(browser, method)(reverse(door, args=[ref]), query, headers=headers)
        for ref in (ref_for(door, foreign), MISSING)
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    refs = (ref_for(door, foreign), MISSING)
    told, untold = (same(answer, ref) for answer, ref in zip(answers, refs, strict=True))
    assert told == untold
    assert SECRET not in told[1]


@pytest.mark.parametrize("door", DOORS)
def test_one_s_own_row_is_there(cast, door):
    browser, own, _ = cast
    answer = browser.get(reverse(door, args=[ref_for(door, own)]))
    assert answer.status_code == 200
    assert SECRET not in answer.content.decode()


@pytest.mark.parametrize("query", [{}, {"q": SECRET}, {"only": "rising"}, {"order": "name"}])
def test_no_list_names_a_foreign_row(cast, query):
    browser, _, foreign = cast
    body = browser.get(reverse("accounts"), query).content.decode()
    assert foreign.name not in body
    assert foreign.public_id not in body


@pytest.mark.parametrize("address", list(administration()))
def test_the_administration_is_not_there_for_a_seller(cast, address):
    browser, _, _ = cast
    address = address.replace("REF", Member.objects.get().public_id)
    statuses = {method(address).status_code for method in (browser.get, browser.post)}
    assert 404 in statuses
    # A door that takes only one of the two says so before it looks at who knocks.
    assert statuses <= {404, 405}


def ref_for(door, account):
    """What the door is about: the account, or the one person who is there."""
    return account.memberships.get().person.public_id if door == "person" else account.public_id


def cursor_of(browser, account):
    """A good cursor, signed for the seller's own account."""
    body = browser.get(reverse("account", args=[account.public_id])).content.decode()
    return re.search(r"before=([^#\"]+)", body)[1]


def same(answer, ref):
    """Headers and body without what differs anyway: the ref, the CSRF token, the request's own."""
    body = answer.content.decode().replace(ref, "REF")
    body = re.sub(r'X-CSRFToken": "\w+"|X-CSRFToken&quot;: &quot;\w+', "TOKEN", body)
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "TOKEN", body)
    own = {"Content-Length", "Expires", "X-Request-ID"}
    headers = {name: value for name, value in answer.items() if name not in own}
    return headers, body
