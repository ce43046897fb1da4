"""Admin > Account scoring > Brackets: where flames and stars begin, and how many have them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from lorgnette.kernel.refusals import Refusal, RefusedByField
from lorgnette.scoring.marks.counting import Counted
from lorgnette.scoring.marks.rules import (
    ACCOUNT_RELATIVE,
    ACCOUNT_URGENCY,
    MOST,
    NEVER,
    Three,
)
from lorgnette.scoring.marks.save import Foreseen, foresee, save, saved
from lorgnette.web.admin.scoring import brackets_form as form
from lorgnette.web.admin.scoring.brackets_form import ScaleFields
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.insight.figures import points, tenths
from lorgnette.web.pages import page, say

ROOM = "scoring"


@dataclass(frozen=True, slots=True)
class BracketLine:
    """How many have so many marks, and from which value on; "" where nobody can."""

    marks: Sequence[bool]
    words: str
    since: str
    count: str


@dataclass(frozen=True, slots=True)
class ScaleFound:
    """What the rules come to on one scale."""

    title: str
    icon: str
    tone: str
    total: str
    lines: Sequence[BracketLine]


@dataclass(frozen=True, slots=True)
class BracketsContext:
    """The context of `admin/scoring/brackets.html`; `found` is empty where the rules are refused.

    `first` is the field that takes the focus.
    """

    scales: Sequence[ScaleFields]
    found: Sequence[ScaleFound]
    problem: str
    first: str
    seen: int


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def brackets(request: AdministratorRequest) -> HttpResponse:
    """GET shows them; POST shows what others would come to, or saves them."""
    if request.method != "POST":
        now = saved()
        return _show(request, form.shown(now.rules), now.number, foresee(now.rules))
    fields, seen = form.read(request.POST), _number(request.POST.get("seen", ""))
    rules = form.meant(fields)
    try:
        if request.POST.get("do") != "save":
            return _show(request, fields, seen, foresee(rules))
        save(request.actor, rules, seen=seen)
    except Refusal as refusal:
        return _show(request, fields, seen, refusal=refusal)
    messages.success(request, gettext("The brackets are set. Pages show them at once."))
    return redirect("scoring_brackets")


def _show(
    request: AdministratorRequest,
    fields: Mapping[str, str],
    seen: int,
    foreseen: Foreseen | None = None,
    *,
    refusal: Refusal | None = None,
) -> HttpResponse:
    faults = refusal.faults if isinstance(refusal, RefusedByField) else {}
    errors = {field: say(fault) for field, fault in faults.items()}
    scales = form.scales(fields, errors)
    context = BracketsContext(
        scales=scales,
        found=[_found(one, foreseen) for one in scales] if foreseen else [],
        problem=say(refusal) if refusal else "",
        first=next((field for field in form.names() if field in errors), ""),
        seen=seen,
    )
    status = refusal.status if refusal else 200
    return page(request, "admin/scoring/brackets.html", context, room=ROOM, status=status)


def _found(scale: ScaleFields, foreseen: Foreseen) -> ScaleFound:
    bounds: Three = getattr(foreseen.bounds, scale.name)
    counted = foreseen.counts[scale.name]
    counts = (counted.three, counted.two, counted.one, _without(counted))
    lines = [
        _line(MOST - place, bound, count)
        for place, (bound, count) in enumerate(zip((*bounds, 0), counts, strict=True))
    ]
    tone = "lg-flame" if scale.icon == "flame" else "lg-star"
    return ScaleFound(scale.title, scale.icon, tone, _total(scale.name, counted.total), lines)


def _without(counted: Counted) -> int:
    return counted.total - counted.three - counted.two - counted.one


def _line(marks: int, bound: int, count: int) -> BracketLine:
    words = gettext("%(marks)s of %(most)s") % {"marks": points(marks), "most": points(MOST)}
    since = gettext("from %(points)s") % {"points": tenths(bound)} if marks else gettext("below")
    filled = [place < marks for place in range(MOST)]
    return BracketLine(filled, words, "" if bound == NEVER else since, points(count))


def _total(name: str, total: int) -> str:
    """How many there are to share the marks among."""
    many = {"count": points(total)}
    if name == ACCOUNT_URGENCY:
        return ngettext("%(count)s account rose", "%(count)s accounts rose", total) % many
    if name == ACCOUNT_RELATIVE:
        words = ngettext("%(count)s account has a score", "%(count)s accounts have a score", total)
        return words % many
    if name.endswith("urgency"):
        return ngettext("%(count)s person rose", "%(count)s people rose", total) % many
    return ngettext("%(count)s person has points", "%(count)s people have points", total) % many


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
