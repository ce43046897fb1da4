"""The CRM picker of step 1: who matches, who cannot be invited and why, who is chosen."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.utils.translation import gettext

from lorgnette.directory.search import CrmFilter, facets
from lorgnette.invitations import candidates
from lorgnette.invitations.answers import Answers
from lorgnette.invitations.candidates import Candidate, Found
from lorgnette.web.admin.invite.choice import chosen_refs, filter_written
from lorgnette.web.pages import say

CHIPS = 24
_WHY_ICONS: Mapping[str, str] = {
    "no_address": "mail-x",
    "unusable_address": "mail-x",
    "same_address": "copy",
    "inactive_in_crm": "user-x",
    "inactive_since": "user-x",
    "gone_from_crm": "user-x",
    "already_user": "circle-check",
    "already_locked": "lock",
    "already_ended": "calendar-x",
    "already_invited": "clock",
    "invited_link_expired": "clock",
    "invited_elsewhere": "clock",
    "user_elsewhere": "circle-check",
}


@dataclass(frozen=True, slots=True)
class Option:
    """Somebody who can be invited, as a row of the list."""

    ref: str
    name: str
    address: str
    side: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Blocked:
    """Somebody who cannot be invited, why, and what can be done instead."""

    name: str
    why: str
    icon: str
    way_out: str
    member_ref: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter by one column of the CRM user list."""

    name: str
    words: str
    value: str
    values: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Matching:
    """The list below the search: a page of it, and what it counts.

    `of` is the filter as the form carries it, `query` as an address does.
    """

    of: str
    query: str
    rows: list[Option]
    blocked: list[Blocked]
    invitable: int
    not_invitable: int
    total: int
    at_most: int
    synced_at: datetime | None
    next: str
    all_on: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who is chosen so far; `filter_words` names the filter while select-all is on."""

    count: int
    chips: list[Candidate]
    more: int
    filter_words: str


def matching(asked: CrmFilter, answers: Answers, cursor: str = "") -> Matching:
    """The list that `asked` finds, ticked as the draft has it."""
    found = candidates.search(asked, cursor=cursor)
    return Matching(
        of=filter_written(asked),
        query=urlencode(query_of(asked)),
        rows=_rows(found, answers, asked),
        blocked=[] if cursor else [_blocked(candidate) for candidate in found.blocked],
        invitable=found.invitable,
        not_invitable=found.not_invitable,
        total=found.directory_total,
        at_most=candidates.AT_MOST,
        synced_at=found.synced_at,
        next=found.page.next,
        all_on=answers.all_matching == asked,
    )


def query_of(asked: CrmFilter) -> dict[str, str]:
    """The filter as the address has it, without what is not asked."""
    given = asdict(asked)
    given["q"] = given.pop("text")
    return {name: value for name, value in given.items() if value}


def facets_shown(asked: CrmFilter) -> list[Facet]:
    """The filters by profile, team and region."""
    there = facets()
    return [
        Facet("profile", gettext("Profile"), asked.profile, list(there.profiles)),
        Facet("team", gettext("Team"), asked.team, list(there.teams)),
        Facet("region", gettext("Region"), asked.region, list(there.regions)),
    ]


def chosen(answers: Answers) -> Chosen:
    """The choice so far, for the rail."""
    if answers.all_matching is not None:
        found = candidates.search(answers.all_matching, size=1)
        count = min(found.invitable, candidates.AT_MOST)
        return Chosen(count, [], 0, filter_words(answers.all_matching))
    refs = answers.crm_refs
    return Chosen(len(refs), candidates.chosen(refs[:CHIPS]), max(0, len(refs) - CHIPS), "")


def filter_words(of: CrmFilter) -> str:
    """Profile: Account Executive, “anna”."""
    named = [
        gettext("%(label)s: %(value)s") % {"label": facet.words, "value": facet.value}
        for facet in facets_shown(of)
        if facet.value
    ]
    if of.text:
        named.append(gettext("“%(text)s”") % {"text": of.text})
    return ", ".join(named) or gettext("Everybody in the CRM")


def _rows(found: Found, answers: Answers, asked: CrmFilter) -> list[Option]:
    everybody = answers.all_matching == asked
    ticked = set() if everybody else set(chosen_refs(answers))
    return [
        Option(c.ref, c.name, c.address, c.side, everybody or c.ref in ticked)
        for c in found.page.rows
    ]


def _blocked(candidate: Candidate) -> Blocked:
    reason = candidate.reason
    return Blocked(
        name=candidate.name,
        why=say(reason) if reason else "",
        icon=_WHY_ICONS.get(reason.code if reason else "", "circle-alert"),
        way_out=candidate.way_out if candidate.member_ref else "",
        member_ref=candidate.member_ref,
    )
