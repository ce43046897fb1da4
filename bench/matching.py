"""Matching: 100,000 people against 100,000 accounts, again unchanged, one more, and a preview."""

import random
import time
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bench.machine import seconds
from bench.rows import Row
from lorgnette.accounts import unmatched
from lorgnette.accounts.models import Account, Membership, Person
from lorgnette.directory.bulk import insert, learn
from lorgnette.directory.models import Source
from lorgnette.kernel import clock
from lorgnette.kernel.tokens import public_id
from lorgnette.matching.match import match, match_pending
from lorgnette.matching.models import AccountKey, Candidate, Decision
from lorgnette.matching.preview import preview
from lorgnette.matching.rules import Rules

MANY, QUICK = 100_000, 5_000
AGAIN = 2_000
WORDS = (
    "nord",
    "syd",
    "ost",
    "vest",
    "havn",
    "berg",
    "dal",
    "fjord",
    "skov",
    "lund",
    "mark",
    "holm",
    "vik",
    "sund",
    "by",
)
ENDINGS = ("com", "example", "co.uk", "fr", "de", "dk")
FREE = ("gmail.com", "orange.fr", "web.de", "hotmail.dk", "qq.com")
PERSON = (
    *("source_id", "external_id", "public_id", "first_name", "last_name", "name", "sort_key"),
    *("address", "address_key", "company"),
)


def measure(*, quick: bool) -> list[Row]:
    size = QUICK if quick else MANY
    with transaction.atomic():
        _fill(size)
    learn([Account, Person])
    keyed = seconds(lambda: _until(unmatched.has_accounts))
    learn([AccountKey, Person])
    began = time.process_time()
    first = seconds(lambda: _until(unmatched.waiting))
    worked = time.process_time() - began
    learn([Decision, Candidate, Membership])
    ids = list(Person.objects.order_by("pk").values_list("pk", flat=True)[:AGAIN])
    again = seconds(lambda: match(ids))
    unmatched.mark(ids[:1])
    one = seconds(match_pending)
    looked = preview(Rules(margin=20))
    few, many = _statements(ids[:20]), _statements(ids[:200])
    attached = Membership.objects.count()
    waiting = Candidate.objects.filter(place=0).count()
    return [
        _row(f"{size:,} accounts get their keys", size / keyed, "accounts/s"),
        _row(
            f"{size:,} people against {size:,} accounts",
            size / first,
            "people/s",
            f"{attached:,} attached, {waiting:,} wait for an answer",
        ),
        _row("the same, of this process's own time", size / worked, "people/s of CPU"),
        _row("again, nothing changed", len(ids) / again, "people/s"),
        _row("one person who changed", one * 1000, "ms"),
        _row("a preview of two seconds looks at", looked.looked, "people", f"of {looked.total:,}"),
        _row("statements for 200 people", many, "", f"{few} for 20 people"),
    ]


def _until(waits: Any) -> None:
    while waits():
        match_pending()


def _statements(ids: list[int]) -> int:
    with CaptureQueriesContext(connection) as asked:
        match(ids)
    return len(asked)


def _fill(size: int) -> None:
    """A third of the people are at free mail, a tenth names a company, some hosts lie below."""
    dice = random.Random(2026)
    source = Source.objects.create(
        kind="csv_folder", name="bench", location="bench", created_at=clock.now()
    )
    names = [f"{dice.choice(WORDS)}{dice.choice(WORDS)} {n:x}" for n in range(size)]
    sites = [f"{name.replace(' ', '')}.{dice.choice(ENDINGS)}" for name in names]
    insert(
        Account,
        ("source_id", "external_id", "name", "sort_key", "domain"),
        (
            (source.pk, f"a{n}", f"{name} A/S", name, site)
            for n, (name, site) in enumerate(zip(names, sites, strict=True))
        ),
    )
    insert(Person, PERSON, _people(dice, source.pk, names, sites))
    unmatched.mark_accounts(list(Account.objects.values_list("pk", flat=True)))
    unmatched.mark(list(Person.objects.values_list("pk", flat=True)))


def _people(
    dice: random.Random, source: int, names: list[str], sites: list[str]
) -> Iterator[tuple[Any, ...]]:
    for n in range(len(names)):
        at = dice.randrange(len(names))
        host = dice.choice(FREE) if dice.random() < 0.34 else sites[at]
        if host == sites[at] and dice.random() < 0.05:
            host = f"mail.{host}"
        company = names[at].title() if dice.random() < 0.1 else ""
        address, name = f"p{n}@{host}", f"P{n}"
        yield source, f"p{n}", public_id(), "", name, name, f"p{n}", address, address, company


def _row(what: str, value: float, unit: str, beside: str = "") -> Row:
    return Row(
        section="matching", what=what, value=value, unit=unit, engine="database", beside=beside
    )
