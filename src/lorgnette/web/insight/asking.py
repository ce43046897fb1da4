"""What the address of the list asks for, and the addresses that ask for something else."""

from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from lorgnette.insight.filters import ORDERS, Choice, Filter, read

# What the parts of a filter are called in addresses, where they are called otherwise.
NAMES = {"text": "q"}
# As the view: all accounts, though another opens first.
ALL = "all"
# Without it another view may open.
_PLAIN = f"?view={ALL}"


@dataclass(frozen=True, slots=True)
class Asked:
    """The list as its address asks for it; anything unknown is as if it were not there.

    `view` is the ref of a saved view; with `is_opened` it is asked for as it was saved, else what
    is asked for was made from it.
    """

    filter: Filter = field(default_factory=Filter)
    order: str = ORDERS[0]
    cursor: str = ""
    view: str = ""
    is_opened: bool = False

    @property
    def choice(self) -> Choice:
        return Choice(self.filter, self.order)

    def chosen(self, choice: Choice) -> "Asked":
        """The same list with what a saved view says."""
        return replace(self, filter=choice.filter, order=choice.order)

    def href(self, **changes: Any) -> str:
        """The list's address with these parts of its filter, from its first page."""
        return self._changed(filter=replace(self.filter, **changes))

    def without(self, *names: str) -> str:
        """The address of the list that these do not narrow."""
        return self._changed(filter=self.filter.without(*names))

    def with_only(self, only: str) -> str:
        """With this filter, or without it where it is on."""
        return self.href(only="" if self.filter.only == only else only)

    def with_order(self, order: str) -> str:
        return self._changed(order=order)

    def at(self, cursor: str) -> str:
        """The address of another page; "" for none."""
        return reverse("accounts") + replace(self, cursor=cursor).query if cursor else ""

    @property
    def here(self) -> str:
        """The list's address, from its first page."""
        return reverse("accounts") + (replace(self, cursor="").query or _PLAIN)

    @property
    def export_href(self) -> str:
        """The same list as a file."""
        return reverse("accounts_csv") + replace(self, cursor="", view="", is_opened=False).query

    @property
    def query(self) -> str:
        """What follows the path; the plain list leaves no trace in it."""
        if self.is_opened:
            return _query({"view": self.view, "cursor": self.cursor})
        return _query({**self.fields, "from": self.view, "cursor": self.cursor})

    @property
    def fields(self) -> dict[str, str]:
        """Filter and order by the names that addresses and forms have for them."""
        values = {name: getattr(self.filter, name) for name in self.filter.kept}
        order = {} if self.order == ORDERS[0] else {"order": self.order}
        return {NAMES.get(name, name): _written(value) for name, value in values.items()} | order

    def _changed(self, **changes: Any) -> str:
        new = replace(self, **{"cursor": "", "is_opened": False, **changes})
        return new.here


def asked(request: HttpRequest) -> Asked:
    """Reads the address."""
    opened = request.GET.get("view", "")
    if opened:
        # What was saved is all that it asks for.
        cursor = request.GET.get("cursor", "")
        return Asked(cursor=cursor, view="" if opened == ALL else opened, is_opened=opened != ALL)
    return asked_in(request.GET)


def asked_in(given: QueryDict) -> Asked:
    """Filter, order and page of an address or a form."""
    order = given.get("order", "")
    named = {own: given[name] for own, name in NAMES.items() if name in given}
    return Asked(
        filter=read({**given.dict(), **named}),
        order=order if order in ORDERS else ORDERS[0],
        cursor=given.get("cursor", ""),
        view=given.get("from", ""),
    )


def _written(value: object) -> str:
    return "1" if value is True else str(value)


def _query(pairs: dict[str, str]) -> str:
    query = urlencode({name: value for name, value in pairs.items() if value})
    return f"?{query}" if query else ""
