"""Fills an empty demo: the company, its CRM, and a past told by the verbs themselves."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import click
from django.conf import settings
from django.db import transaction

from lorgnette.audit.seal import seal_pending
from lorgnette.crm.sync import sync
from lorgnette.directory.sources import SourceInfo, ensure
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.addresses import parse_address
from lorgnette.kernel.tokens import new_token
from lorgnette.operations.demo import sellers
from lorgnette.operations.demo.generate import generate, generate_beginning
from lorgnette.operations.demo.guests import guest_lists
from lorgnette.operations.demo.past import LEFT_DAYS_AGO, Past
from lorgnette.operations.demo.plan import Plan
from lorgnette.operations.demo.telling import Telling
from lorgnette.scoring.rescore import rescore
from lorgnette.users.administrators import create
from lorgnette.users.models import User
from lorgnette.users.passwords import hash_password
from lorgnette.workspace.settings import change

ZONE = "Europe/Paris"
WORKSPACE: dict[str, Any] = {
    "name": "Aubier Systems",
    "postal_address": "14 quai Rambaud, 69002 Lyon",
    "zone": ZONE,
    "language": "en",
    "sender_address": "lorgnette@aubier.example",
}
HELENE = "helene.dubreuil@aubier.example"
CONSOLE = Actor(kind="console", ref="demo", name="Lorgnette")
_BEGINNING = 150  # days ago
LEADS = 120

Say = Callable[[str], object]


def seed(say: Say = click.echo, plan: Plan | None = None) -> None:
    """All of it in one transaction: a start that is killed leaves an empty database.

    Nobody knows the password of the demo's people: it is random, and set anew by mail.
    """
    plan = plan or Plan(until=clock.now().replace(microsecond=0), leads=LEADS)
    password_hash = hash_password(new_token())
    with transaction.atomic():
        _seed(plan, settings.HOME / "demo-crm", password_hash, say)


def _seed(plan: Plan, folder: Path, password_hash: str, say: Say) -> None:
    say(f"  Inviting its sales people, {_BEGINNING} days ago until today…")
    telling = Telling(plan.until)
    with clock.pretend(plan.until - timedelta(days=_BEGINNING)):
        source, user = _found(plan, folder)
    past = Past(telling, user, password_hash, ZONE, plan.chance("past"))
    leavers = [one.id for one in sellers.people(plan) if not one.active]
    for this, guests in guest_lists(source.id, leavers, plan.chance("guests")):
        past.plan_round(this, guests)
    telling.at(past.day(LEFT_DAYS_AGO, 8), partial(_some_leave, plan, folder, source))
    telling.tell()
    say(f"  Taking over its CRM: {plan.accounts:,} accounts, {plan.activities:,} activities…")
    generate(plan, folder)
    sync(source.ref)
    rescore(None)
    while seal_pending():
        pass


def _found(plan: Plan, folder: Path) -> tuple[SourceInfo, User]:
    """The company on its first day with Lorgnette."""
    change(CONSOLE, **WORKSPACE)
    create(parse_address(HELENE), "Hélène", "Dubreuil", "en", CONSOLE)
    generate_beginning(plan, folder, all_active=True)
    source = ensure("csv_folder", "CRM of Aubier Systems", str(folder))
    sync(source.ref, actor=CONSOLE)
    return source, User.objects.select_related("member").get(address_key=HELENE)


def _some_leave(plan: Plan, folder: Path, source: SourceInfo) -> None:
    generate_beginning(plan, folder, all_active=False)
    sync(source.ref)
