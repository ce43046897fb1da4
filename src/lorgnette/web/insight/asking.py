"""What the address of the list asks for, and the addresses that ask for something else."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from lorgnette.insight.reach import FILTERS, ORDERS

MAX_TEXT = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """The list as its address asks for it; anything unknown is as if it were not there."""

    text: str
    only: str
    order: str
    cursor: str = ""

    def with_filter(self, only: str) -> str:
        """The address with this filter, or without it where it is on."""
        return _address(replace(self, only="" if self.only == only else only, cursor=""))

    def with_order(self, order: str) -> str:
        return _address(replace(self, order=order, cursor=""))

    def at(self, cursor: str) -> str:
        """The address of another page; "" for none."""
        return _address(replace(self, cursor=cursor)) if cursor else ""


def asked(request: HttpRequest) -> Asked:
    """Reads the address."""
    only, order = request.GET.get("only", ""), request.GET.get("order", "")
    return Asked(
        text=" ".join(request.GET.get("q", "").split())[:MAX_TEXT],
        only=only if only in FILTERS else "",
        order=order if order in ORDERS else "score",
        cursor=request.GET.get("cursor", ""),
    )


def _address(wanted: Asked) -> str:
    order = "" if wanted.order == "score" else wanted.order
    pairs = {"q": wanted.text, "only": wanted.only, "order": order, "cursor": wanted.cursor}
    query = urlencode({name: value for name, value in pairs.items() if value})
    return reverse("accounts") + (f"?{query}" if query else "")
