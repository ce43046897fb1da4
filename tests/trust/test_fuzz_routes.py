"""Whatever is typed into an address or a form, no door answers with a server error.

Every door of the URL configuration, as an administrator, as a seller and signed out: odd refs in
the path, odd values in every query parameter and field of every form. An exception inside a view
fails the test by itself. `make trust` asks everything, `make test` a part of it.
"""

import itertools
import json
import os
import random
from urllib.parse import quote

import pytest
from django.apps import apps
from django.urls import URLPattern

from lorgnette.activities import event_sources
from lorgnette.config.urls import urlpatterns as all_doors
from lorgnette.mail.models import Message
from lorgnette.users.models import User
from tests.cast import invited, people
from tests.cast.crm import Folder

LONG = os.environ.get("LORGNETTE_TRUST") == "long"
SEED = 20_261_124
ODD = [
    "\x00",
    "%00",
    "a\r\nX-Evil: 1",
    "9" * 400,
    "-1",
    "9999-12-31",
    "0000-00-00",
    "2026-02-30",
    "../../etc/passwd",
    "//evil.example/x",
    "{{ 7*7 }}{% now %}%(x)s${x}",
    "'\"><script>alert(1)</script>",
    "\u202eevil\u2066\ufeff",
    "\U0001f600 é ſ K ﷽",
    "٢٠٢٦-١٢-٣١",
    "zzzzzzzzzzzzz",
    "x" * 5_000,
    "[]",
    "null",
    json.dumps({"text": "\x00"}),
    '{"text": "\\ud800", "profile": "\\u0000"}',
    '{"text": 5, "team": null}',
    '{"a": ' * 2_000,
]


def words(text: str) -> list[str]:
    return text.split()


# What a request asks for, by the names that the pages use.
ASKED = words("""
    q profile team region cursor before way language as view next order only outcome tenth sort
    status type days after
""")
TYPED = words("""
    address password current_password first_name last_name last_day reason scope chosen_ref of
    shown crm_user all_matching account_insight do day until answer message en_subject en_body
    fr_subject fr_body way language next as view q profile team region
    name limit_minute back_days anonymous_days dead_days rules days to which source event
""")
PRESSED = words("next back all clear search look remove:{} more:{} way:{} day:{} standard:{} {}")
HTMX = {"HX-Request": "true"}
# A link that was opened is noted, and so is who was here.
SEEN = {"last_seen_at", "opened_at", "visited_at"}
LEADS_OUT = {"/sign-out/", "/invitation/switch/"}


def doors(patterns=all_doors, prefix=""):
    """The route of every door, its converters and all."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield "/" + route, list(pattern.pattern.converters)
        else:
            yield from doors(pattern.url_patterns, route)


DOORS = [(route, names) for route, names in doors() if "(?P<" not in route]


@pytest.fixture
def refs(db, tmp_path):
    """One real thing of each kind that a path can name."""
    invited.aubier()
    hers = people.helene()
    cast = invited.sellers()
    folder = Folder(tmp_path)
    folder.write("users.csv", "id,last_name\nu-1,\n")
    run = folder.sync()
    batch = invited.invite(hers, cast.dafydd)
    typed = invited.drafted_by_email(hers)
    return {
        "draft_ref": [invited.drafted(hers, cast.ana, cast.bo), typed],
        "batch_ref": [batch],
        "member_ref": [invited.member_ref(cast.dafydd)],
        "mail_ref": [Message.objects.get().public_id],
        "run_ref": [run.ref],
        "source_ref": [event_sources.create(people.HELENE_ACTOR, "Website").ref],
        "token": [invited.token(cast.dafydd)],
    }


def addresses(route, names, refs, odd):
    """The door with its real refs, and with `odd` in each one's place."""
    choices = [[*refs.get(name, []), odd] for name in names]
    for chosen in itertools.product(*choices):
        path = route
        for name, value in zip(names, chosen, strict=True):
            path = path.replace(f"<str:{name}>", quote(value, safe=""))
        yield path


def questions(refs):
    """Everything that can be asked: how, where, with what, under which headers."""
    presses = itertools.cycle(PRESSED)
    for odd in ODD:
        fields = dict.fromkeys(TYPED, odd)
        for route, names in DOORS:
            for path in addresses(route, names, refs, odd):
                pressed = next(presses).format(odd)
                yield "get", path, dict.fromkeys(ASKED, odd), {}
                yield "get", path, {"cursor": odd, "before": odd}, HTMX
                yield "post", path, fields | {"do": pressed}, {}
                yield "post", path, fields | {"do": pressed, "way": "crm"}, HTMX


def some(refs, many):
    """In their order: what is typed at one door is looked at behind another."""
    asked = list(questions(refs))
    if LONG or many > len(asked):
        return asked
    chosen = sorted(random.Random(SEED).sample(range(len(asked)), many))
    return [asked[number] for number in chosen]


def stands(client, question):
    method, path, fields, headers = question
    answer = getattr(client, method)(path, fields, headers=headers)
    assert answer.status_code < 500, question


def test_an_administrator_breaks_nothing(client, refs):
    hers = User.objects.get(is_administrator=True)
    client.force_login(hers)
    for question in some(refs, 300):
        stands(client, question)
        if question[1] in LEADS_OUT:
            client.force_login(hers)


def test_a_seller_breaks_nothing(client, refs):
    his = people.user("Ana", "Lindqvist")
    people.granted(his.member)
    client.force_login(his)
    for question in some(refs, 200):
        stands(client, question)
        if question[1] in LEADS_OUT:
            client.force_login(his)


def test_a_stranger_breaks_nothing(client, refs):
    for question in some(refs, 300):
        stands(client, question)


def everything() -> dict[str, list[tuple]]:
    """All rows but those of sessions and of new drafts; when somebody was seen does not count."""
    passing = {"Session", "Draft"}
    kept = {}
    for model in apps.get_models():
        if model.__name__ not in passing:
            columns = [f.attname for f in model._meta.fields if f.name not in SEEN]
            kept[model._meta.label] = sorted(model._base_manager.values_list(*columns), key=str)
    return kept


def test_looking_changes_nothing(client, refs):
    """Whoever makes an administrator's browser open an address makes it do nothing.

    But that a download is in the trail.
    """
    client.force_login(User.objects.get(is_administrator=True))
    before = everything()
    for route, names in DOORS:
        if "/export" in route or route.endswith("accounts.csv"):
            continue
        for path in addresses(route, names, refs, "odd"):
            for headers in ({}, HTMX):
                client.get(path, {"do": "next", "all_matching": "1"}, headers=headers)
                client.head(path, headers=headers)
    assert everything() == before
