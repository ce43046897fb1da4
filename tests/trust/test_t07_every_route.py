"""T7: every door of Account Insight, whoever knocks, with a ref that is not theirs.

The doors come from the URL configuration, and each has a row in `DOORS`: a new door without one
fails. For each role a foreign ref is answered as one that does not exist, in the path, in the
query and in a form, to the browser and to htmx; and nothing of it is written.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from lorgnette.access import grants
from lorgnette.access.models import ALL, OWN
from lorgnette.insight.lists.models import AccountList, SavedView
from lorgnette.kernel import clock
from lorgnette.users.models import User
from lorgnette.web.insight.urls import urlpatterns
from tests.cast import people
from tests.insight import estate

LONG = os.environ.get("LORGNETTE_TRUST") == "long"
SECRET, PRIVATE = "Albufera", "Quiet plans"
MISSING = "abcdefghijkmnpqr"
HOST = {"headers": {"host": "insight.aubier.example"}, "wsgi.url_scheme": "https"}
PLAIN: dict[str, str] = {}
HTMX = {"HX-Request": "true"}
# What each door is about: nothing of its own, an account, a person, a list or a view.
NOTHING, ACCOUNT, PERSON, LIST, VIEW = "", "account", "person", "list", "view"
DOORS = {
    "accounts": NOTHING,
    "accounts_csv": NOTHING,
    "accounts_filters": NOTHING,
    "saved_views": NOTHING,
    "view_save": NOTHING,
    "view_change": VIEW,
    "account_lists": NOTHING,
    "lists_add": NOTHING,
    "account_list": LIST,
    "list_change": LIST,
    "account": ACCOUNT,
    "account_score": ACCOUNT,
    "account_family": ACCOUNT,
    "account_potential": ACCOUNT,
    "account_moments": ACCOUNT,
    "person": PERSON,
    "machines": NOTHING,
    "best_bets": NOTHING,
    "put_off": NOTHING,
    "not_now": NOTHING,
    "live": NOTHING,
    "activity": NOTHING,
    "search": NOTHING,
    "notifications": NOTHING,
    "follow": NOTHING,
    "report": NOTHING,
    "report_csv": NOTHING,
}
ROUTES = {door.name: tuple(door.pattern.converters) for door in urlpatterns}
INSIDE = ("own", "viewing")
OUTSIDE = ("stranger", "expired", "locked", "revoked", "never given")
# They see all accounts, and what colleagues keep for themselves as little as anybody.
EVERYTHING = ("all", "administrator")


@dataclass(frozen=True)
class Estate:
    """Ana's account, the person there and what she keeps for herself, by kind; Dafydd's own."""

    foreign: dict[str, str]
    missing: dict[str, str]
    own: str


@pytest.fixture
def found(db):
    with estate.today():
        seller = estate.seller("Dafydd", address="dafydd.prys-howell@aubier.example")
        own = estate.account("Nordhavn", seller)
        ana = estate.seller("Ana", address="ana.lund@aubier.example")
        theirs = estate.account(f"Banco {SECRET}", ana, parent_external_id=own.external_id)
        marta = estate.person(theirs, f"Marta {SECRET}")
        estate.did(marta, "form.demo", subject=SECRET)
        estate.did(estate.person(own, "Ingrid"), "web.visit", times=3)
        estate.score_everything()
        owner = people.user("Ana", "Lund").member
        kept = {"owner": owner, "name": PRIVATE, "sort_key": PRIVATE.lower(), "made_at": estate.NOW}
        foreign = {
            ACCOUNT: theirs.public_id,
            PERSON: marta.public_id,
            LIST: AccountList.objects.create(**kept).public_id,
            VIEW: SavedView.objects.create(asked={}, **kept).public_id,
        }
        yield Estate(foreign, dict.fromkeys(foreign, MISSING), own.public_id)


def browser(role: str) -> Client:
    """Whoever knocks, in a browser of their own."""
    client = Client(**HOST)
    if role in ("administrator", "viewing"):
        people.signed_in(client, people.helene())
    elif role != "stranger":
        people.signed_in(client, seller(role))
    if role == "viewing":
        ref = seller("own").member.public_id
        client.post(reverse("view_as_member", args=[ref]))
    return client


def seller(role: str) -> User:
    """Dafydd, with what became of his access."""
    user, last_day = people.dafydd(), clock.today(estate.ZONE) if role == "expired" else None
    if role == "never given":
        return user
    people.granted(user.member, scope=ALL if role == "all" else OWN, last_day=last_day)
    ref = user.member.public_id
    if role == "locked":
        grants.lock(ref, "", people.HELENE_ACTOR)
    elif role == "revoked":
        grants.revoke(ref, people.HELENE_ACTOR)
    return user


def asked(refs: dict[str, str]) -> dict[str, str]:
    """A ref wherever a door may look for one."""
    account, person = refs[ACCOUNT], refs[PERSON]
    return {
        "account": account,
        "person": person,
        "ref": account,
        "list": refs[LIST],
        "view": refs[VIEW],
        "update": refs[VIEW],
        "deleted": refs[VIEW],
        "off": person,
        "page": "account",
        "topic": f"account:{account}",
        "pasted": account,
        "name": "",
    }


def answers(client: Client, name: str, refs: dict[str, str], method: str, headers: dict[str, str]):
    """Status, headers and body without what differs anyway: refs, tokens, the request's own."""
    # What the last answer told besides its page is not this one's.
    client.cookies.pop("messages", None)
    kinds = ROUTES[name]
    kwargs = dict.fromkeys(kinds, refs.get(DOORS[name], MISSING))
    fields = asked(refs) | ({"do": "add"} if method == "post" else {})
    answer = getattr(client, method)(reverse(name, kwargs=kwargs), fields, headers=headers)
    body = b"".join(answer) if answer.streaming else answer.content
    told = body.decode()
    own = {"Content-Length", "Expires", "X-Request-ID", "Content-Disposition"}
    said = {key: value for key, value in answer.items() if key not in own}
    for ref in sorted(set(refs.values()), key=len):
        told = told.replace(ref, "REF")
        said = {key: value.replace(ref, "REF") for key, value in said.items()}
    told = re.sub(r'X-CSRFToken&quot;: &quot;\w+|csrfmiddlewaretoken" value="\w+', "TOKEN", told)
    told = re.sub(r'"mark": "[^"]*"|mark=[\w.:%-]*', "MARK", told)
    return answer.status_code, said, told


def written(about: Estate) -> int:
    """How many rows of anybody are about Ana's account or its person, or hers."""
    count = 0
    for label in ("insight.Subscription", "insight.NotNow", "insight.Listed"):
        for row in apps.get_model(label).objects.all():
            refs = {getattr(getattr(row, of, None), "public_id", "") for of in (ACCOUNT, PERSON)}
            count += bool(refs & set(about.foreign.values()))
    return count


def test_every_door_has_its_row():
    assert set(ROUTES) <= set(DOORS), "Say in DOORS what the new door is about."
    assert {name for name, about in DOORS.items() if about} & set(ROUTES) == {
        name for name, kinds in ROUTES.items() if kinds
    }


def ways() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Each door as a browser and as htmx ask; in the short form each door one way in turn."""
    for number, name in enumerate(ROUTES):
        for headers in (PLAIN, HTMX) if LONG else ((PLAIN, HTMX)[number % 2],):
            yield name, "get", headers
            yield name, "post", headers


@pytest.mark.parametrize("role", [*INSIDE, *OUTSIDE])
def test_a_foreign_ref_is_as_one_that_does_not_exist(found, role):
    client = browser(role)
    with clock.pretend(clock.now() + timedelta(days=2 if role == "expired" else 0)):
        for name, method, headers in ways():
            there = answers(client, name, found.foreign, method, headers)
            nowhere = answers(client, name, found.missing, method, headers)
            assert there == nowhere, (name, method)
            assert SECRET not in there[2], (name, method)
            assert PRIVATE not in there[2], (name, method)
            assert found.own not in there[2] or role in INSIDE, (name, method)
            _is_as_the_role_is(role, name, method, there[0])
    assert not written(found)


def _is_as_the_role_is(role: str, name: str, method: str, status: int) -> None:
    if role == "stranger":
        # htmx is told to go to the sign-in; a door of one method says so before it looks.
        assert status in (302, 204, 405), (name, method)
    elif role in OUTSIDE:
        assert status in (403, 405), (name, method)
    elif DOORS[name] and method == "get":
        assert status in (404, 405), name
    elif role == "viewing" and method == "post":
        assert status in (403, 405), name


@pytest.mark.parametrize("role", EVERYTHING)
def test_who_sees_every_account_sees_nothing_that_others_keep_for_themselves(found, role):
    client = browser(role)
    for name in ROUTES:
        for method in ("get", "post"):
            status, said, told = answers(client, name, found.foreign, method, PLAIN)
            assert PRIVATE not in told, (name, method)
            if DOORS[name] in (LIST, VIEW):
                nowhere = answers(client, name, found.missing, method, PLAIN)
                assert (status, said) == nowhere[:2], (name, method)
            if DOORS[name] == ACCOUNT and method == "get":
                assert status == 200, name
