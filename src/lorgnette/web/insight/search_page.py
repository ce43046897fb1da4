"""Global search: accounts and people, below the field as one types, or on a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from lorgnette.insight.points import whole
from lorgnette.insight.search import AccountHit, Hits, PersonHit
from lorgnette.insight.search import search as found_by
from lorgnette.web.guards import ViewerRequest, viewer
from lorgnette.web.insight.figures import points
from lorgnette.web.pages import page

MAX_TEXT = 200
AS_ONE_TYPES, ON_PAGE = 5, 20


@dataclass(frozen=True, slots=True)
class Hit:
    """An account or a person; `place` is its number among those that are shown, from 0."""

    place: int
    name: str
    about: str
    score: str
    href: str


@dataclass(frozen=True, slots=True)
class SearchContext:
    """The context of `insight/search.html` and `insight/_hits.html`.

    `found` says how many there are; `none` that there is nothing, "" where there is.
    """

    text: str
    accounts: Sequence[Hit]
    people: Sequence[Hit]
    suggested: Sequence[Hit]
    found: str
    none: str


@require_safe
@viewer
@vary_on_headers("HX-Request")
def search(request: ViewerRequest) -> HttpResponse:
    """A page of what is found; for htmx, the first few alone."""
    text = " ".join(request.GET.get("q", "").split())[:MAX_TEXT]
    is_part = bool(request.headers.get("HX-Request"))
    hits = found_by(request.viewer, text, AS_ONE_TYPES if is_part else ON_PAGE)
    template = "insight/_hits.html" if is_part else "insight/search.html"
    return page(request, template, _context(text, hits), room="search")


def _context(text: str, hits: Hits) -> SearchContext:
    first = len(hits.accounts)
    nothing = hits.is_sought and not (hits.accounts or hits.people)
    return SearchContext(
        text=text,
        accounts=[_account(n, hit) for n, hit in enumerate(hits.accounts)],
        people=[_person(n, hit) for n, hit in enumerate(hits.people, first)],
        suggested=[_account(n, hit) for n, hit in enumerate(hits.suggested)],
        found=_found(hits) if hits.is_sought and not nothing else "",
        none=gettext("Nothing among your accounts and their people is called “%(text)s”.")
        % {"text": text}
        if nothing
        else "",
    )


def _account(place: int, hit: AccountHit) -> Hit:
    return Hit(
        place=place,
        name=hit.name,
        about=", ".join(part for part in (hit.domain, hit.city) if part),
        score=points(whole(hit.score)),
        href=reverse("account", args=[hit.ref]),
    )


def _person(place: int, hit: PersonHit) -> Hit:
    return Hit(
        place=place,
        name=hit.name,
        about=" · ".join(part for part in (hit.title, hit.account_name) if part),
        score="",
        href=reverse("person", args=[hit.ref]),
    )


def _found(hits: Hits) -> str:
    accounts, people = len(hits.accounts), len(hits.people)
    return ", ".join(
        (
            ngettext("%(count)s account", "%(count)s accounts", accounts)
            % {"count": points(accounts)},
            ngettext("%(count)s person", "%(count)s people", people) % {"count": points(people)},
        )
    )
