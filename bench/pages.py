"""The pages people wait for: time in the server, without a network, and queries each."""

from dataclasses import dataclass
from functools import partial

from django.db import connection
from django.db.models import Count, Q
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench import crowd
from bench.first_load import browser
from bench.machine import seconds
from bench.rows import Row, quantile
from bench.sync import company
from lorgnette.accounts.models import Account
from lorgnette.crm.sync import sync
from lorgnette.directory.models import CrmUser
from lorgnette.invitations import draft
from lorgnette.users.models import Member, User
from tests.cast import invited


@dataclass(frozen=True, slots=True)
class Visit:
    """A page, who opens it, and what is asked of it."""

    what: str
    address: str
    user: User
    query: dict[str, str]
    htmx: bool = False


def measure(*, quick: bool) -> list[Row]:
    invited.aubier()
    helene = invited.administrator()
    sync(company(quick=quick).ref)
    seller = _seller()
    rows: list[Row] = []
    for count in (2_000,) if quick else (2_000, 20_000):
        crowd.sales_users(count - Member.objects.count(), f"of-{count}")
        _analyse()
        rows += _visited(helene, seller, count, 10 if quick else 30)
    return rows


def _visited(helene: User, seller: User, count: int, times: int) -> list[Row]:
    least, among = Visit("", reverse("profile"), helene, {}), f"{count:,} sales users"
    return [_row(visit, among, least, times) for visit in _visits(helene, seller)]


def _analyse() -> None:
    """What PostgreSQL does by itself where it is not thrown away."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _seller() -> User:
    """Who owns the most accounts, with access to them."""
    accounts = Count("owned_accounts", filter=Q(owned_accounts__gone_at=None))
    owners = CrmUser.objects.exclude(address_key="").annotate(accounts=accounts)
    row = owners.order_by("-accounts", "pk")[0]
    crowd.admit([row])
    return User.objects.get(address_key=row.address_key)


def _visits(helene: User, seller: User) -> list[Visit]:
    tab, picker = reverse("sales_users"), draft.start(helene)
    invited_one = Member.objects.order_by("-pk")[0].public_id
    first = Account.objects.order_by("-score__tenths", "pk")[0].public_id
    visit = partial(Visit, user=helene, query={})
    return [
        visit("tab", tab),
        visit("tab, searched", tab, query={"q": "okafor"}),
        visit(
            "picker, searched",
            reverse("invite_matching", args=[picker]),
            query={"q": "mar"},
            htmx=True,
        ),
        visit("person’s sheet", reverse("sales_user", args=[invited_one])),
        visit("ranking of all accounts", reverse("accounts")),
        visit("ranking of own accounts", reverse("accounts"), user=seller),
        visit("account", reverse("account", args=[first])),
    ]


def _row(visit: Visit, among: str, least: Visit, times: int) -> Row:
    """The least page is opened in turn with this one: what else the machine does slows both."""
    client, other = _client(visit.user), _client(least.user)
    _open(client, visit)
    with CaptureQueriesContext(connection) as asked:
        _open(client, visit)
    # Each further request forgets them.
    queries = len(asked)
    took, floor = [], []
    for _time in range(times):
        took.append(seconds(lambda: _open(client, visit)))
        floor.append(seconds(lambda: _open(other, least)))
    p50, p95, least_p50 = quantile(took, 0.5), quantile(took, 0.95), quantile(floor, 0.5)
    told = f"p95 {1000 * p95:.0f} ms, {queries} queries"
    return Row(
        section="pages",
        what=f"{visit.what}, {among}",
        value=1000 * p50,
        unit="ms",
        engine="its",
        ratio=p50 / least_p50,
        beside=f"the least signed-in page, {1000 * least_p50:.1f} ms ({told})",
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
