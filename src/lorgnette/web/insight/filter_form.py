"""The form that narrows the ranked list: a page, and for htmx the form alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from lorgnette.insight.filters import ME
from lorgnette.insight.offers import Offer, Offers, offers
from lorgnette.web.guards import ViewerRequest, viewer
from lorgnette.web.insight.asking import Asked, asked
from lorgnette.web.insight.figures import points, signed_points
from lorgnette.web.insight.narrowed import country
from lorgnette.web.insight.view_tabs import opened
from lorgnette.web.pages import page

ASKED = frozenset({"owner", "industry", "country", "list", "moved", "least", "most", "days"})
STEPS, DAYS = (1, 5, 10, 20), (1, 7, 30, 90)


@dataclass(frozen=True, slots=True)
class Option:
    """A value to choose."""

    value: str
    words: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class FilterContext:
    """The context of `insight/filters.html` and `insight/_filter_form.html`.

    `hidden` is what the form keeps and does not ask; `any` is the choice that narrows nothing.
    """

    owners: Sequence[Option]
    industries: Sequence[Option]
    countries: Sequence[Option]
    lists: Sequence[Option]
    moves: Sequence[Option]
    days: Sequence[Option]
    least: str
    most: str
    hidden: Sequence[tuple[str, str]]
    clear_href: str


@require_safe
@viewer
@vary_on_headers("HX-Request")
def accounts_filters(request: ViewerRequest) -> HttpResponse:
    """The form with what is chosen so far."""
    _tabs, wanted = opened(request.viewer, asked(request))
    is_part = bool(request.headers.get("HX-Request"))
    template = "insight/_filter_form.html" if is_part else "insight/filters.html"
    return page(request, template, _context(wanted, offers(request.viewer)), room="accounts")


def _context(wanted: Asked, offered: Offers) -> FilterContext:
    chosen = wanted.filter
    me = Option(ME, gettext("Me"), chosen.owner == ME)
    return FilterContext(
        owners=[me, *_options(offered.owners, chosen.owner, extra=chosen.owner != ME)],
        industries=_options(offered.industries, chosen.industry),
        countries=_by_name(offered.countries, chosen.country),
        lists=_options(offered.lists, chosen.list, extra=False),
        moves=_moves(chosen.moved),
        days=[Option(str(n), _days(n), n == chosen.days) for n in _with(DAYS, chosen.days)],
        least=str(chosen.least or ""),
        most="" if chosen.most is None else str(chosen.most),
        hidden=_hidden(wanted),
        clear_href=wanted.without(*chosen.set),
    )


def _options(offered: Sequence[Offer], chosen: str, *, extra: bool = True) -> list[Option]:
    """What is chosen stays to be seen, though no account has it any more."""
    options = [Option(one.value, _counted(one), one.value == chosen) for one in offered]
    if extra and chosen and not any(option.is_on for option in options):
        options.append(Option(chosen, chosen, is_on=True))
    return options


def _counted(one: Offer) -> str:
    """Logistics (12)"""
    return f"{one.words} ({points(one.number)})" if one.number else one.words


def _by_name(offered: Sequence[Offer], chosen: str) -> list[Option]:
    named = [Offer(one.value, country(one.value), one.number) for one in offered]
    return _options(sorted(named, key=lambda one: one.words), chosen)


def _moves(chosen: int) -> list[Option]:
    steps = [*STEPS, *(-step for step in STEPS)]
    return [
        Option(str(step), gettext("%(points)s or more") % {"points": signed_points(step)}, is_on)
        for step in _with(steps, chosen)
        for is_on in [step == chosen]
    ]


def _days(n: int) -> str:
    return (
        gettext("Last 24 hours") if n == 1 else gettext("Last %(days)s days") % {"days": points(n)}
    )


def _with(steps: Iterable[int], chosen: int) -> list[int]:
    known = list(steps)
    return known if not chosen or chosen in known else [*known, chosen]


def _hidden(wanted: Asked) -> list[tuple[str, str]]:
    """The search, the chips and the order have their places on the page."""
    kept = [(name, value) for name, value in wanted.fields.items() if name not in ASKED]
    return kept + ([("from", wanted.view)] if wanted.view else [])
