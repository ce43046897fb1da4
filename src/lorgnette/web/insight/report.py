"""The weekly report as a page, and as a file for a spreadsheet."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lorgnette.insight import digest
from lorgnette.insight.pipeline import Pipeline
from lorgnette.insight.report import Row, rows
from lorgnette.insight.telling import reasons
from lorgnette.kernel import clock
from lorgnette.kernel.spreadsheets import as_text
from lorgnette.scoring.moments.read import plain
from lorgnette.web.guards import ViewerRequest, viewer
from lorgnette.web.insight.figures import Delta, delta, points
from lorgnette.web.pages import page
from lorgnette.web.reader import language
from lorgnette.workspace.settings import current

SHOWN = 50
# For programs as well as for people: the names of the columns are the same in every language.
COLUMNS = (
    "rank",
    "account",
    "domain",
    "city",
    "score",
    "change_7_days",
    "why",
    "moments_7_days",
    "last_moment",
    "open_deals",
    "open_pipeline",
    "last_activity",
)
# Spreadsheet programs read UTF-8 only where the file says so.
MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class ReportLine:
    """An account of the week."""

    ref: str
    rank: str
    name: str
    score: str
    delta: Delta
    why: Sequence[str]
    moments: Sequence[str]


@dataclass(frozen=True, slots=True)
class ReportContext:
    """The context of `insight/report.html`."""

    rose: str
    cooled: str
    moments: str
    lines: Sequence[ReportLine]
    shown: int


@require_safe
@viewer
def report(request: ViewerRequest) -> HttpResponse:
    """The week in numbers, and the first of the ranking."""
    week = digest.week(request.viewer)
    context = ReportContext(
        rose=points(week.rose),
        cooled=points(week.cooled),
        moments=points(week.moments),
        lines=[_line(row) for row in rows(request.viewer, SHOWN)],
        shown=SHOWN,
    )
    return page(request, "insight/report.html", context, room="report")


@require_safe
@viewer
def report_csv(request: ViewerRequest) -> HttpResponse:
    """All of the viewer's accounts, five thousand at most."""
    answer = HttpResponse("".join(_csv(request)), content_type="text/csv; charset=utf-8")
    day = clock.today(current().zone).isoformat()
    answer["Content-Disposition"] = f'attachment; filename="accounts-{day}.csv"'
    return answer


def _line(row: Row) -> ReportLine:
    account, read_in = row.account, language()
    return ReportLine(
        ref=account.ref,
        rank=points(account.rank),
        name=account.name,
        score=points(account.score),
        delta=delta(account.change),
        why=reasons(account.why, read_in),
        moments=[plain(moment, read_in) for moment in row.moments[: digest.MOST_MOMENTS]],
    )


def _csv(request: ViewerRequest) -> Iterator[str]:
    yield MARK + _written(COLUMNS)
    for row in rows(request.viewer):
        cells = _cells(row)
        # A number of ours is one, its minus included.
        yield _written([as_text(cell) if isinstance(cell, str) else str(cell) for cell in cells])


def _cells(row: Row) -> list[str | int]:
    account, read_in = row.account, language()
    return [
        account.rank,
        account.name,
        account.domain,
        account.city,
        account.score,
        account.change,
        "; ".join(reasons(account.why, read_in)),
        len(row.moments),
        plain(row.moments[0], read_in) if row.moments else "",
        account.pipeline.deals,
        _amounts(account.pipeline),
        account.last.at.isoformat(timespec="seconds") if account.last else "",
    ]


def _amounts(pipeline: Pipeline) -> str:
    """1234.50 EUR; 900.00 USD."""
    return "; ".join(f"{amount.minor / 100:.2f} {amount.currency}" for amount in pipeline.amounts)


def _written(cells: Sequence[str]) -> str:
    line = StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
