"""T7: who views as somebody sees what that person's own session shows, and can change nothing.

Every door of Account Insight, from the URL configuration, in three sessions: the person's own, an
administrator's who views as them, and the administrator's own, which shows more.
"""

import re

import pytest
from django.test import Client
from django.urls import reverse

from lorgnette.access.models import ALL, OWN
from lorgnette.access.viewing import LASTS
from lorgnette.kernel import clock
from lorgnette.web.insight.urls import urlpatterns
from tests.cast import people
from tests.insight import estate

SECRET = "Albufera"
HTMX = {"HX-Request": "true"}
DOORS = [(door.name, tuple(door.pattern.converters)) for door in urlpatterns]
HOST = {"headers": {"host": "insight.aubier.example"}, "wsgi.url_scheme": "https"}


def addresses(account):
    """Each door, with the ref of the account or of the person who is there."""
    person = account.memberships.get().person
    refs = {"person": person.public_id}
    return {
        name: reverse(name, kwargs=dict.fromkeys(kinds, refs.get(name, account.public_id)))
        for name, kinds in DOORS
    }


@pytest.fixture
def cast(db):
    """Dafydd sees one account, Hélène all; each has a browser."""
    with estate.today():
        seller = estate.seller("Dafydd", address="dafydd.prys-howell@aubier.example")
        own = estate.account("Nordhavn", seller)
        foreign = estate.account(f"Banco {SECRET}", estate.seller("Ana"))
        estate.did(estate.person(own, "Ingrid"), "web.visit", times=12)
        estate.did(estate.person(foreign, f"Marta {SECRET}"), "form.demo", subject=SECRET)
        estate.score_everything()
        dafydd = people.dafydd()
        people.granted(dafydd.member)
        own_browser = people.signed_in(Client(**HOST), dafydd)
        helene = people.signed_in(Client(**HOST), people.helene())
        yield dafydd.member, own, foreign, own_browser, helene


def shown(browser, address, headers=None, **query):
    """Status, and the page's own content without what differs anyway."""
    answer = browser.get(address, query, headers=headers or {})
    body = answer.getvalue().decode()
    main = body.partition("<main")[2].partition("</main>")[0] or body
    main = re.sub(r'<input type="hidden" name="viewing" value="\w+">', "", main)
    return answer.status_code, re.sub(r'csrfmiddlewaretoken" value="\w+"', "TOKEN", main)


def view_as(browser, member):
    answer = browser.post(reverse("view_as_member", args=[member.public_id]))
    assert answer.headers["Location"] == reverse("accounts")


def test_there_are_doors_to_try():
    assert ("accounts", ()) in DOORS
    assert ("account", ("ref",)) in DOORS


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_each_page_is_the_person_s_own(cast, headers):
    member, own, foreign, hers, helene = cast
    view_as(helene, member)
    for account in (own, foreign):
        for name, address in addresses(account).items():
            told = shown(helene, address, headers)
            assert told == shown(hers, address, headers), name
            if account is foreign and address != reverse("accounts"):
                assert told[0] in (200, 404, 405), name
                assert SECRET not in told[1], name


@pytest.mark.parametrize(
    "query", [{"q": SECRET}, {"q": "n"}, {"only": "rising"}, {"order": "name"}]
)
def test_each_list_is_the_person_s_own(cast, query):
    member, _own, _foreign, hers, helene = cast
    view_as(helene, member)
    told = shown(helene, reverse("accounts"), **query)
    assert told == shown(hers, reverse("accounts"), **query)
    assert f"Banco {SECRET}" not in told[1]


def test_oneself_again_sees_what_one_may(cast):
    member, _own, foreign, _hers, helene = cast
    view_as(helene, member)
    assert helene.get(reverse("account", args=[foreign.public_id])).status_code == 404
    helene.post(reverse("view_as_stop"))
    assert helene.get(reverse("account", args=[foreign.public_id])).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_no_unsafe_request_is_heard(cast, method):
    member, own, foreign, _hers, helene = cast
    view_as(helene, member)
    for account in (own, foreign):
        for name, address in addresses(account).items():
            answer = getattr(helene, method)(address)
            assert answer.status_code in (403, 405), name
            if answer.status_code == 403:
                assert "Nothing was changed" in answer.content.decode(), name


def test_what_is_over_is_not_gone_on_with_as_oneself(cast):
    member, own, foreign, _hers, helene = cast
    for name, address in addresses(foreign).items():
        view_as(helene, member)
        with clock.pretend(estate.NOW + LASTS):
            answer = helene.post(address)
            assert answer.status_code in (302, 405), name
            assert answer.headers.get("Location", "/") == "/"
            # A door that hears no post at all did not see the mark: the next page does.
            if answer.status_code == 405:
                assert helene.get(address).headers["Location"] == "/"
            assert helene.get(reverse("account", args=[own.public_id])).status_code == 200


@pytest.mark.parametrize("way", ["form", "htmx"])
def test_what_a_page_left_open_sends_is_not_done_as_oneself(cast, way):
    """The page of another tab: its forms and htmx say as whom it was shown."""
    member, own, _foreign, _hers, helene = cast
    account = reverse("account", args=[own.public_id])
    view_as(helene, member)
    shown = helene.get(account).content.decode()
    (ref,) = set(re.findall(r'name="viewing" value="(\w+)"', shown))
    assert f"&quot;X-Viewing&quot;: &quot;{ref}&quot;" in shown
    helene.post(reverse("view_as_stop"))
    assert 'name="viewing"' not in helene.get(account).content.decode()
    form, headers = ({"viewing": ref}, {}) if way == "form" else ({}, {**HTMX, "X-Viewing": ref})
    heard = set()
    for name, address in addresses(own).items():
        answer = helene.post(address, form, headers=headers)
        heard.add(answer.status_code)
        assert answer.status_code in (405, 409), name
        if answer.status_code == 409:
            words = f"while you viewed Account Insight as {member.name}"
            assert words in answer.content.decode().replace("&#x27;", "'"), name
    assert heard == {405, 409}
    assert helene.get(account, headers=headers).status_code == 200


def test_a_page_shown_as_somebody_else_sends_nothing_in_another_s_place(cast):
    member, own, foreign, _hers, helene = cast
    view_as(helene, member)
    account = reverse("account", args=[own.public_id])
    (ref,) = set(re.findall(r'"viewing" value="(\w+)"', helene.get(account).content.decode()))
    helene.post(reverse("view_as_crm_user", args=[foreign.owner.public_id]))
    answer = helene.post(reverse("notifications"), {"viewing": ref})
    assert answer.status_code == 409
    assert member.name in answer.content.decode()
    unknown = helene.post(reverse("notifications"), {"viewing": "x" * 300})
    assert unknown.status_code == 409


@pytest.mark.parametrize("scope", [OWN, ALL])
def test_before_the_access_is_given_it_shows_what_it_will(cast, scope):
    """Ana was never invited: as a CRM user, then with access, the same rows.

    Only her mails differ: none comes before she has access.
    """
    _member, own, foreign, _hers, helene = cast
    ana = foreign.owner
    helene.post(reverse("view_as_crm_user", args=[ana.public_id]))
    before = {name: shown(helene, address) for name, address in addresses(foreign).items()}
    user = people.user("Ana", "Lund")
    user.member.crm_links.create(crm_user=ana, linked_at=estate.NOW)
    people.granted(user.member, scope=scope)
    browser = people.signed_in(Client(**HOST), user)
    after = {name: shown(browser, address) for name, address in addresses(foreign).items()}
    differ = {name for name in before if before[name] != after[name]} - {"notifications"}
    assert ("accounts" in differ) is (scope == ALL)
    assert not differ or scope == ALL
    assert shown(helene, reverse("account", args=[own.public_id]))[0] == 404
