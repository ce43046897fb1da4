"""Tables of saved views and of account lists."""

from typing import Any

from django.db import models
from django.db.models import Q

from lorgnette.accounts.models import Account
from lorgnette.kernel.sort_keys import SortKeyField
from lorgnette.kernel.tokens import public_id
from lorgnette.users.models import Member


def _named_once(name: str) -> list[models.BaseConstraint]:
    """No name twice among what one member owns, nor among what everybody has."""
    present: Any = {"deleted_at__isnull": True}
    return [
        models.UniqueConstraint(
            fields=["owner", "sort_key"], condition=Q(**present), name=f"{name}_name_own"
        ),
        models.UniqueConstraint(
            fields=["sort_key"],
            condition=Q(owner__isnull=True, **present),
            name=f"{name}_name_shared",
        ),
    ]


class SavedView(models.Model):
    """Filters and an order of the ranked accounts under a name; without an owner it is everybody's.

    `asked` is that of `filters.as_json`. `deleted_at`: it can still be brought back.
    """

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    owner = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    sort_key = SortKeyField(max_length=400)
    asked = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = _named_once("savedview")


class FirstView(models.Model):
    """The view with which a member's accounts open."""

    member = models.OneToOneField(
        Member, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="+")


class AccountList(models.Model):
    """Accounts under a name; without an owner it is everybody's.

    With `asked` (as of a view) it holds whatever passes these filters now; null: the accounts that
    were put on it, each a `Listed`. `deleted_at`: it can still be brought back.
    """

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    owner = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    sort_key = SortKeyField(max_length=400)
    asked = models.JSONField(null=True)
    made_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = _named_once("accountlist")


class Listed(models.Model):
    """An account was put on a list."""

    list = models.ForeignKey(AccountList, on_delete=models.CASCADE, related_name="listed")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "account"], name="listed_once")]
