"""Potential people of all accounts, and the answers that were given."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from lorgnette.matching import potential
from lorgnette.matching.potential import RULES, Filter, Given
from lorgnette.web.admin.matching.tabs import ROOM, Tabs, tabs
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.matching import words
from lorgnette.web.matching.answering import Place, take
from lorgnette.web.matching.cards import PersonCard, person_card
from lorgnette.web.pages import page

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter by rule with how many people it shows."""

    words: str
    count: int
    is_on: bool
    href: str


@dataclass(frozen=True, slots=True)
class PeopleContext:
    """The context of `admin/matching/people.html`."""

    tabs: Tabs
    chips: Sequence[Chip]
    people: Sequence[PersonCard]
    text: str
    rule: str
    total: int
    answer_url: str
    links_accounts: bool
    can_answer: bool
    previous_href: str
    next_href: str


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer that stands, with the rule in words."""

    given: Given
    rule: str


@dataclass(frozen=True, slots=True)
class AnswersContext:
    """The context of `admin/matching/answers.html`."""

    tabs: Tabs
    answers: Sequence[AnswerLine]
    answer_url: str
    previous_href: str
    next_href: str


@administrator
@require_safe
def people(request: AdministratorRequest) -> HttpResponse:
    """Everybody who waits for an answer, the surest first."""
    asked = _asked(request)
    found = potential.people(asked, cursor=request.GET.get("cursor", ""))
    held = potential.counts(asked)
    context = PeopleContext(
        tabs=tabs("people"),
        chips=_chips(asked, held),
        people=[person_card(one) for one in found.rows],
        text=asked.text,
        rule=asked.rule,
        total=held.get(asked.rule, 0) if asked.rule else sum(held.values()),
        answer_url=reverse("matching_answer"),
        links_accounts=True,
        can_answer=True,
        previous_href=_href(asked, found.previous) if found.previous else "",
        next_href=_href(asked, found.next) if found.next else "",
    )
    return page(request, "admin/matching/people.html", context, room=ROOM)


@administrator
@require_safe
def answers(request: AdministratorRequest) -> HttpResponse:
    """What somebody accepted or rejected, the latest first; each can be taken back."""
    found = potential.answers(cursor=request.GET.get("cursor", ""))
    context = AnswersContext(
        tabs=tabs("answers"),
        answers=[AnswerLine(one, words.rule(one.rule)) for one in found.rows],
        answer_url=reverse("matching_answer"),
        previous_href=f"?{urlencode({'cursor': found.previous})}" if found.previous else "",
        next_href=f"?{urlencode({'cursor': found.next})}" if found.next else "",
    )
    return page(request, "admin/matching/answers.html", context, room=ROOM)


@administrator
@require_POST
def answer(request: AdministratorRequest) -> HttpResponse:
    """Yes, no, or taken back; for one person or for all with the same evidence."""
    account_ref = request.POST.get("account", "")
    if not account_ref:
        raise Http404
    return take(
        request, request.actor, account_ref, Place(reverse("matching_answer"), _list(request))
    )


def _list(request: HttpRequest) -> str:
    """Where an answer without script comes back to."""
    return reverse("matching_answers" if request.POST.get("from") == "answers" else "matching")


def _asked(request: HttpRequest) -> Filter:
    rule = request.GET.get("rule", "")
    return Filter(
        text=request.GET.get("q", "")[:LONGEST].strip(), rule=rule if rule in RULES else ""
    )


def _chips(asked: Filter, held: dict[str, int]) -> list[Chip]:
    return [
        Chip(
            words.rule(code),
            held[code],
            code == asked.rule,
            _href(Filter(text=asked.text, rule="" if code == asked.rule else code)),
        )
        for code in RULES
        if held.get(code)
    ]


def _href(asked: Filter, cursor: str = "") -> str:
    named = {"q": asked.text, "rule": asked.rule, "cursor": cursor}
    return f"?{urlencode({name: value for name, value in named.items() if value})}"
