"""The accounts ranked by a further score: the list in its plain form, with the switch back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from lorgnette.insight.by_further import ORDERS, ranked_by
from lorgnette.scoring.scores.shown import Score, further_of, scores
from lorgnette.web.guards import ViewerRequest
from lorgnette.web.insight.figures import points
from lorgnette.web.insight.listing import Head, Row, row_in_words
from lorgnette.web.insight.score_tabs import ScoreTab, list_by, score_name, score_tabs
from lorgnette.web.pages import page

ROOM = "accounts"
LONGEST = 200
LONGEST_REF = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for."""

    score: str
    text: str
    order: str
    cursor: str

    @property
    def href(self) -> str:
        order = "" if self.order == "score" else self.order
        pairs = {"score": self.score, "q": self.text, "order": order, "cursor": self.cursor}
        asked = urlencode({name: value for name, value in pairs.items() if value})
        return f"{reverse('accounts')}?{asked}"


@dataclass(frozen=True, slots=True)
class FurtherContext:
    """The context of `insight/further.html`; `found` counts those that hold the text."""

    name: str
    ref: str
    tabs: Sequence[ScoreTab]
    heads: Sequence[Head]
    rows: Sequence[Row]
    found: str
    text: str
    order: str
    has_any: bool
    clear_href: str
    previous_href: str
    next_href: str


def further_accounts(request: ViewerRequest) -> HttpResponse | None:
    """None where the address asks for no further score that is shown."""
    shown = scores() if request.GET.get("score") else []
    score = further_of(shown, request.GET.get("score", "")[:LONGEST_REF])
    if score is None:
        return None
    wanted = _wanted(request, score)
    found = ranked_by(request.viewer, score, wanted.text, wanted.order, wanted.cursor)
    first = replace(wanted, cursor="")
    context = FurtherContext(
        name=score_name(score),
        ref=score.ref,
        tabs=score_tabs(shown, score, list_by),
        heads=_heads(first, score),
        rows=[row_in_words(one) for one in found.page.rows],
        found=_counted(found.found),
        text=wanted.text,
        order=wanted.order,
        has_any=found.total > 0,
        clear_href=replace(first, text="").href,
        previous_href=_at(wanted, found.page.previous),
        next_href=_at(wanted, found.page.next),
    )
    return page(request, "insight/further.html", context, room=ROOM)


def _wanted(request: ViewerRequest, score: Score) -> Wanted:
    order = request.GET.get("order", "")
    return Wanted(
        score=score.ref,
        text=" ".join(request.GET.get("q", "").split())[:LONGEST],
        order=order if order in ORDERS else "score",
        cursor=request.GET.get("cursor", ""),
    )


def _at(wanted: Wanted, cursor: str) -> str:
    return replace(wanted, cursor=cursor).href if cursor else ""


def _heads(wanted: Wanted, score: Score) -> list[Head]:
    """A second click on the change puts the most fallen first."""
    change = "fall" if wanted.order == "change" else "change"
    ways = {"name": "ascending", "score": "descending", "change": "descending", "fall": "ascending"}
    named = gettext("%(score)s, 90 days") % {"score": score_name(score)}
    offered = (
        ("name", ("name",), gettext("Account")),
        ("score", ("score",), named),
        (change, ("change", "fall"), gettext("7 days")),
    )
    heads = []
    for order, of, words in offered:
        way = ways[wanted.order] if wanted.order in of else ""
        icon = {"ascending": "arrow-up", "descending": "arrow-down"}.get(way, "")
        href = replace(wanted, order=order).href
        heads.append(Head(words, "fall" in of, href, way, icon))
    return [*heads, Head(gettext("Why it moved"))]


def _counted(number: int) -> str:
    words = ngettext("%(count)s account", "%(count)s accounts", number)
    return words % {"count": points(number)}
