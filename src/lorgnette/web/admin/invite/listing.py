"""The list of step 1: reads what was given, and says row by row what becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from lorgnette.invitations.answers import LIST, Answers
from lorgnette.invitations.invitee import Invitee
from lorgnette.invitations.invitees import invitees
from lorgnette.invitations.listed import Listing, RowProblem
from lorgnette.invitations.read_list import MOST_BYTES, ListTooLarge, read_list
from lorgnette.web.guards import AdministratorRequest
from lorgnette.web.pages import say

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Ready:
    """A row that can be invited."""

    line: int
    name: str
    address: str
    language: str
    in_crm: bool


@dataclass(frozen=True, slots=True)
class Out:
    """A row that invites nobody, and why."""

    line: int
    shown: str
    why: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What was read: the counts of all rows, and the first of each kind."""

    name: str
    ready: list[Ready]
    ready_count: int
    out: list[Out]
    out_count: int
    strangers: int


def given(request: AdministratorRequest) -> Mapping[str, Any]:
    """The list that came with the form as a field of the answers; nothing where none came.

    Raises the refusals of `read_list`. What changes beside the list posts it too, unasked.
    """
    if request.POST.get("way") != LIST or request.headers.get("HX-Request"):
        return {}
    file = request.FILES.get("list")
    if file is not None:
        if (file.size or 0) > MOST_BYTES:
            raise ListTooLarge("list", limit=MOST_BYTES // 1_000_000)
        return {"listing": read_list(file.read(), (file.name or "")[:100])}
    pasted = request.POST.get("pasted", "")
    return {"listing": read_list(pasted.encode(errors="ignore"))} if pasted.strip() else {}


def shown(answers: Answers) -> Shown | None:
    """Null while no list was given."""
    listing = answers.listing
    if listing is None:
        return None
    people = invitees(answers)
    able = [who for who in people if who.reason is None]
    out = [_problem(problem) for problem in listing.problems]
    out += [Out(int(who.ref), _who(who), say(who.reason)) for who in people if who.reason]
    return Shown(
        name=_name(listing),
        ready=[_ready(who) for who in able[:SHOWN]],
        ready_count=len(able),
        out=sorted(out, key=lambda row: row.line)[:SHOWN],
        out_count=len(out),
        strangers=sum(not who.crm_user_ids for who in able),
    )


def _name(listing: Listing) -> str:
    return listing.name or gettext("Pasted list")


def _ready(who: Invitee) -> Ready:
    return Ready(int(who.ref), who.name, who.address.address, who.language, bool(who.crm_user_ids))


def _problem(problem: RowProblem) -> Out:
    return Out(problem.line, problem.shown, gettext(problem.words) % problem.values)


def _who(who: Invitee) -> str:
    address = who.address.address
    return address if who.name == address else f"{who.name} · {address}"
