"""Who may belong to an account: whoever sees it says yes or no."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lorgnette.insight.potential import AtAccount, at_account
from lorgnette.matching.potential import Given
from lorgnette.web.guards import ViewerRequest, viewer
from lorgnette.web.matching.answering import Place, take
from lorgnette.web.matching.cards import PersonCard, person_card
from lorgnette.web.pages import page


@dataclass(frozen=True, slots=True)
class PotentialContext:
    """The context of `insight/potential.html`."""

    ref: str
    name: str
    waiting: int
    people: Sequence[PersonCard]
    answers: Sequence[Given]
    answer_url: str
    can_answer: bool
    links_accounts: bool
    previous_href: str
    next_href: str


@viewer
@require_http_methods(["GET", "HEAD", "POST"])
def account_potential(request: ViewerRequest, ref: str) -> HttpResponse:
    """The people, the surest first; a post answers about one of them or about equals."""
    seen = at_account(request.viewer, ref, request.GET.get("cursor", ""))
    if seen is None:
        raise Http404
    there = reverse("account_potential", args=[ref])
    if request.method != "POST":
        return page(request, "insight/potential.html", _context(seen, there), room="accounts")
    if not seen.can_answer:
        raise Http404
    return take(request, request.viewer.actor, ref, Place(there, there, seen.account_id))


def _context(seen: AtAccount, there: str) -> PotentialContext:
    found = seen.people
    return PotentialContext(
        ref=seen.ref,
        name=seen.name,
        waiting=seen.waiting,
        people=[person_card(one) for one in found.rows],
        answers=seen.answers.rows,
        answer_url=there,
        can_answer=seen.can_answer,
        links_accounts=False,
        previous_href=_href(found.previous),
        next_href=_href(found.next),
    )


def _href(cursor: str) -> str:
    return f"?{urlencode({'cursor': cursor})}" if cursor else ""
