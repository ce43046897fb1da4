"""Admin > Privacy > Activities kept: for how many days each type is, and what that deletes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from lorgnette.activities import kept_for
from lorgnette.activities.kept_for import LEAST, MOST, DaysOutOfRange
from lorgnette.activities.types import TYPES
from lorgnette.kernel.refusals import Refusal
from lorgnette.scoring.model import HORIZON_DAYS
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page, say

ROOM = "privacy"


@dataclass(frozen=True, slots=True)
class Row:
    """A type; `days` as typed, `old` are to be confirmed: so many would be deleted."""

    code: str
    words: str
    days: str
    error: str
    has_focus: bool
    old: int


@dataclass(frozen=True, slots=True)
class RetentionContext:
    """The context of `admin/privacy/retention.html`.

    `asks`: nothing is saved until what is deleted is confirmed. `scores`: some of it counts.
    """

    rows: Sequence[Row]
    total: int
    asks: bool
    scores: bool
    least: int
    most: int
    horizon: int
    tab: str = "retention"


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def privacy_retention(request: AdministratorRequest) -> HttpResponse:
    """POST saves; where that deletes something, only once it is confirmed."""
    if request.method != "POST":
        now = {code: str(days) for code, days in kept_for.kept().items()}
        return _show(request, now, {}, {})
    typed = {kind.code: request.POST.get(kind.code, "").strip() for kind in TYPES}
    days, errors = _read(typed)
    if errors:
        return _show(request, typed, errors, {}, status=422)
    old = kept_for.count_old(_shorter(days))
    if old and "confirm" not in request.POST:
        return _show(request, typed, {}, old)
    try:
        changed = kept_for.keep(request.actor, days)
    except Refusal as refusal:
        return _show(request, typed, {refusal.field or "": say(refusal)}, {}, status=422)
    messages.success(request, gettext("Saved.") if changed else gettext("Nothing was changed."))
    return redirect("privacy_retention")


def _read(typed: Mapping[str, str]) -> tuple[dict[str, int | None], dict[str, str]]:
    """The days, and what is wrong with which."""
    days: dict[str, int | None] = {}
    errors: dict[str, str] = {}
    for code, text in typed.items():
        whole = text.isascii() and text.isdigit() and len(text) < 6
        if text and not (whole and LEAST <= int(text) <= MOST):
            errors[code] = say(DaysOutOfRange(code, least=LEAST, most=MOST))
        else:
            days[code] = int(text) if text else None
    return days, errors


def _shorter(days: Mapping[str, int | None]) -> dict[str, int | None]:
    """Those that are kept less long than now."""
    now = kept_for.kept()
    return {
        code: number
        for code, number in days.items()
        if number is not None and (code not in now or number < now[code])
    }


def _show(
    request: AdministratorRequest,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    old: Mapping[str, int],
    *,
    status: int = 200,
) -> HttpResponse:
    first = next(iter(errors), "")
    context = RetentionContext(
        rows=[
            Row(
                code=kind.code,
                words=gettext(kind.words),
                days=typed.get(kind.code, ""),
                error=errors.get(kind.code, ""),
                has_focus=kind.code == first,
                old=old.get(kind.code, 0),
            )
            for kind in TYPES
        ],
        total=sum(old.values()),
        asks=bool(old),
        scores=any(int(typed[code]) < HORIZON_DAYS for code in old),
        least=LEAST,
        most=MOST,
        horizon=HORIZON_DAYS,
    )
    return page(request, "admin/privacy/retention.html", context, room=ROOM, status=status)
