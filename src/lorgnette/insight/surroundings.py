"""Who looks after an account, which deals are open, and which accounts belong to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F

from lorgnette.access.policy import Viewer
from lorgnette.accounts.models import Account
from lorgnette.insight.pipeline import Amount, open_deals
from lorgnette.insight.reach import Reach, seen_by
from lorgnette.kernel.among import Among

MOST_DEALS = 10
MOST_CHILDREN = 10


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the company; `role` is the CRM's word, "" where it has none."""

    name: str
    role: str
    is_owner: bool


@dataclass(frozen=True, slots=True)
class Deal:
    """An open opportunity."""

    name: str
    stage: str
    amount: Amount | None
    closes_on: date | None


@dataclass(frozen=True, slots=True)
class Child:
    """A subsidiary that the viewer may see."""

    ref: str
    name: str


def team_of(account: Account) -> list[Colleague]:
    """The owner first, then the team by name; the owner's own team row is not repeated."""
    team = (
        account.team.filter(gone_at=None)
        .exclude(crm_user=account.owner_id)
        .select_related("crm_user")
        .order_by("crm_user__sort_key", "pk")
    )
    owner = [Colleague(account.owner.name, "", is_owner=True)] if account.owner else []
    return owner + [Colleague(row.crm_user.name, row.role, is_owner=False) for row in team]


def open_deals_of(account: Account) -> list[Deal]:
    """The first few to close, those without a date last."""
    rows = open_deals().filter(account=account).order_by(F("closes_on").asc(nulls_last=True), "pk")
    return [
        Deal(
            name=row.name,
            stage=row.stage,
            amount=None if row.amount_minor is None else Amount(row.amount_minor, row.currency),
            closes_on=row.closes_on,
        )
        for row in rows[:MOST_DEALS]
    ]


def children_counted(reach: Reach, accounts: Sequence[Account]) -> dict[int, int]:
    """How many subsidiaries the viewer sees of each that has any, directly below: in one query."""
    keys = {(account.source_id, account.external_id): account.pk for account in accounts}
    named = sorted({external_id for _source, external_id in keys if external_id})
    below = reach.present().filter(Among("parent_external_id", named)).order_by()
    rows = below.values_list("source_id", "parent_external_id").annotate(Count("pk"))
    return {
        keys[source, parent]: number for source, parent, number in rows if (source, parent) in keys
    }


def children_of(viewer: Viewer, account: Account) -> Sequence[Child]:
    """The subsidiaries among the viewer's own accounts, by name."""
    rows = seen_by(viewer).filter(source=account.source_id, parent_external_id=account.external_id)
    return [
        Child(row.public_id, row.name) for row in rows.order_by("sort_key", "pk")[:MOST_CHILDREN]
    ]
