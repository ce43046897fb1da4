"""Accounts put on a list by pasting domains, web or e-mail addresses, or ids of the CRM."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from lorgnette.access.policy import Viewer
from lorgnette.insight.lists.keeping import by_hand, put
from lorgnette.insight.lists.models import Listed
from lorgnette.insight.reach import reach_of
from lorgnette.kernel.among import Among
from lorgnette.kernel.domains import host_of_site
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _

MOST_ROWS, LONGEST = 5_000, 300
ADDED, ALREADY, UNKNOWN = "added", "already", "unknown"


class NothingPasted(Refusal):
    code = "nothing_pasted"
    words = _("Paste at least one domain or CRM id, each on a line of its own.")


class TooManyRows(Refusal):
    code = "too_many_rows"
    words = _("That is %(rows)s rows; at most %(most)s are read at once.")


@dataclass(frozen=True, slots=True)
class Pasted:
    """A row and what became of it: `accounts` are the names it stands for. `line` from 1."""

    line: int
    shown: str
    outcome: str
    accounts: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Named:
    pk: int
    name: str


def paste(viewer: Viewer, ref: str, text: str) -> Sequence[Pasted]:
    """What the viewer may not see is as unknown as what does not exist.

    Raises as `keeping.add`, and `NothingPasted`, `TooManyRows`.
    """
    rows = _rows(text)
    with transaction.atomic():
        kept = by_hand(viewer, ref)
        known = _known(viewer, {row for _line, row in rows})
        ids = {one.pk for ones in known.values() for one in ones}
        on = Listed.objects.filter(Among("account_id", ids), list=kept)
        before = set(on.values_list("account", flat=True))
        put(viewer, kept, ids)
    return _told(rows, known, before)


def _rows(text: str) -> list[tuple[int, str]]:
    """The first column of each line that has one, with its number."""
    lines = text.replace("\0", " ").splitlines()
    cells = [line.replace("\t", ",").replace(";", ",").split(",")[0].strip(' "') for line in lines]
    rows = [(n, cell[:LONGEST]) for n, cell in enumerate(cells, 1) if cell]
    if not rows:
        raise NothingPasted("pasted")
    if len(rows) > MOST_ROWS:
        raise TooManyRows("pasted", rows=len(rows), most=MOST_ROWS)
    return rows


def _known(viewer: Viewer, cells: set[str]) -> Mapping[str, Sequence[_Named]]:
    """By what was pasted: an id of the CRM as it is, else all accounts of the domain."""
    hosts = {cell: host_of_site(cell) for cell in cells}
    domains = {host for host in hosts.values() if host}
    named = Q(Among("external_id", cells))
    found = (
        reach_of(viewer).present().filter(named | Q(Among("domain", domains)) if domains else named)
    )
    by_id: dict[str, list[_Named]] = defaultdict(list)
    by_domain: dict[str, list[_Named]] = defaultdict(list)
    for pk, name, external_id, domain in found.order_by("sort_key", "pk").values_list(
        "pk", "name", "external_id", "domain"
    ):
        by_id[external_id].append(_Named(pk, name))
        by_domain[domain].append(_Named(pk, name))
    return {cell: by_id[cell] or by_domain[hosts[cell] or cell] for cell in cells}


def _told(
    rows: Sequence[tuple[int, str]], known: Mapping[str, Sequence[_Named]], on: set[int]
) -> list[Pasted]:
    """A row that names what an earlier one has added says that it is there already."""
    told, here = [], set(on)
    for line, cell in rows:
        ones = known[cell]
        new = {one.pk for one in ones} - here
        here |= new
        outcome = UNKNOWN if not ones else ADDED if new else ALREADY
        told.append(Pasted(line, cell, outcome, [one.name for one in ones]))
    return told
