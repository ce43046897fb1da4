"""The pages people wait for: time in the server, without a network, and queries each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.estate import built
from bench.first_load import browser
from bench.machine import seconds
from bench.rows import Row, quantile
from bench.sizes import UNTIL
from lorgnette.access.models import Grant
from lorgnette.accounts.models import Account, Person
from lorgnette.directory.models import CrmUser
from lorgnette.insight.feed import activities
from lorgnette.invitations import draft
from lorgnette.kernel import clock
from lorgnette.scoring.models import PersonScore
from lorgnette.users.models import CrmLink, Member, User

TIMES = 40
AIM_MS = 100


@dataclass(frozen=True, slots=True)
class Visit:
    """A page, who opens it, and what is asked of it."""

    what: str
    address: str
    user: User
    query: Mapping[str, str] = field(default_factory=dict)
    htmx: bool = False


def measure(*, size: str, kept: Path) -> list[Row]:
    steps = built(size, kept)
    with clock.pretend(UNTIL):
        helene = User.objects.get(is_administrator=True)
        pages = [_row(visit, size, helene) for visit in _visits(helene)]
    return [*_building(steps, size), *pages]


def _building(steps: Mapping[str, float], size: str) -> list[Row]:
    row = partial(Row, section="building", unit="s", engine="its")
    return [row(what=f"{words}, {size}", value=took) for words, took in steps.items()]


def _seller() -> User:
    """Who has the most accounts of those who may see them."""
    links = CrmLink.objects.filter(
        member__in=Grant.objects.filter(revoked_at=None, scope="own").values("member")
    )
    row = CrmUser.objects.filter(pk__in=links.values("crm_user"))
    busiest = row.annotate(owned=Count("owned_accounts")).order_by("-owned", "pk")[0]
    return User.objects.get(member=CrmLink.objects.get(crm_user=busiest).member_id)


def _visits(helene: User) -> list[Visit]:
    tab, picker, seller = reverse("sales_users"), draft.start(helene), _seller()
    matching, accounts = reverse("invite_matching", args=[picker]), reverse("accounts")
    invited_one = Member.objects.order_by("-pk")[0].public_id
    best = Account.objects.order_by("-score__tenths", "pk")
    ordinary, hot = best[best.count() // 2], Account.objects.get(external_id="ACC-000001")
    visit = partial(Visit, user=helene)
    somebody = Person.objects.filter(memberships__account=ordinary, gone_at=None).order_by("pk")[0]
    busy = _busiest_person(hot)
    return [
        visit("tab", tab),
        visit("tab, searched", tab, query={"q": "okafor"}),
        visit("tab, pending", tab, query={"status": "pending"}),
        visit("picker", matching, htmx=True),
        visit("picker, searched", matching, query={"q": "mar"}, htmx=True),
        visit("person’s sheet", reverse("sales_user", args=[invited_one])),
        visit("ranking of all accounts", accounts),
        visit("ranking of all, searched", accounts, query={"q": "nord"}),
        visit("ranking of own accounts", accounts, user=seller),
        visit("account, ordinary", reverse("account", args=[ordinary.public_id])),
        visit("account, the busiest", reverse("account", args=[hot.public_id])),
        visit(
            "feed, the busiest",
            reverse("account", args=[hot.public_id]),
            query={"before": activities(hot.pk).older},
            htmx=True,
        ),
        visit("person", reverse("person", args=[somebody.public_id])),
        visit("person, the busiest", reverse("person", args=[busy.public_id])),
        visit("score, the busiest", reverse("account_score", args=[hot.public_id])),
        visit("best bets of own accounts", reverse("best_bets"), user=seller),
        visit("feed of own accounts", reverse("activity"), user=seller),
        visit("feed of all accounts", reverse("activity")),
        visit("search as one types", reverse("search"), query={"q": "nordh"}, htmx=True),
        visit("search, a wrong letter", reverse("search"), query={"q": "nordhaven"}, htmx=True),
    ]


def _busiest_person(account: Account) -> Person:
    """Who did most there."""
    found = PersonScore.objects.filter(account=account).order_by("-tenths", "pk")[0]
    return Person.objects.get(pk=found.person_id)


def _row(visit: Visit, size: str, reader: User) -> Row:
    """The least page is opened in turn with this one: what else the machine does slows both."""
    least = Visit("", reverse("profile"), reader)
    client, other = _client(visit.user), _client(least.user)
    _open(client, visit)
    with CaptureQueriesContext(connection) as asked:
        _open(client, visit)
    # Each further request forgets them.
    queries = len(asked)
    took, floor = [], []
    for _time in range(TIMES):
        took.append(seconds(lambda: _open(client, visit)))
        floor.append(seconds(lambda: _open(other, least)))
    p50, p95, least_p50 = quantile(took, 0.5), quantile(took, 0.95), quantile(floor, 0.5)
    told = f"p50 {1000 * p50:.0f} ms = {p50 / least_p50:.1f} × the least page, {queries} queries"
    return Row(
        section=f"pages {size}",
        what=f"{visit.what}: p95",
        value=1000 * p95,
        unit="ms",
        engine="its",
        ratio=1000 * p95 / AIM_MS,
        beside=f"the aim of {AIM_MS} ms ({told})",
    )


def _client(user: User) -> Client:
    client = browser()
    client.force_login(user)
    return client


def _open(client: Client, visit: Visit) -> None:
    headers = {"HX-Request": "true"} if visit.htmx else {}
    response = client.get(visit.address, visit.query, headers=headers)
    if response.status_code != 200:
        raise RuntimeError(f"{visit.what}: {response.status_code}")
