"""The ranked list as a file for a spreadsheet: filters and order of the page, all of its pages."""

import csv
from collections.abc import Iterator

from django.http import HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from lorgnette.access.policy import Viewer
from lorgnette.insight.exported import Row, exported, rows
from lorgnette.insight.filters import Choice
from lorgnette.insight.pipeline import Pipeline
from lorgnette.kernel import clock
from lorgnette.kernel.spreadsheets import as_text
from lorgnette.web.guards import ViewerRequest, viewer
from lorgnette.web.insight.asking import asked
from lorgnette.web.insight.view_tabs import opened
from lorgnette.workspace.settings import current

# For programs as well as for people: the names of the columns are the same in every language.
COLUMNS = (
    "rank",
    "account",
    "crm_id",
    "domain",
    "city",
    "country",
    "industry",
    "owner",
    "score",
    "change_7_days",
    "open_deals",
    "open_pipeline",
    "last_activity",
)
# Spreadsheet programs read UTF-8 only where the file says so.
MARK = "\ufeff"


class Line:
    """Where the writer of rows leaves each line."""

    def write(self, line: str) -> str:
        return line


@require_safe
@viewer
def accounts_csv(request: ViewerRequest) -> HttpResponse:
    """Streamed: a hundred thousand accounts need little more memory than a page of them."""
    _tabs, wanted = opened(request.viewer, asked(request))
    # Who asks for the head alone takes nothing away.
    if request.method == "GET" and not request.viewer.read_only:
        exported(request.viewer, wanted.choice)
    lines = _lines(request.viewer, wanted.choice)
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    day = clock.today(current().zone).isoformat()
    answer["Content-Disposition"] = f'attachment; filename="accounts-{day}.csv"'
    return answer  # type: ignore[return-value]


def _lines(viewer: Viewer, choice: Choice) -> Iterator[str]:
    writer = csv.writer(Line())
    yield MARK + writer.writerow(COLUMNS)
    for portion in rows(viewer, choice):
        yield "".join(writer.writerow(_cells(row)) for row in portion)


def _cells(row: Row) -> list[str | int]:
    """A number of ours is one, its minus included."""
    return [
        row.rank or "",
        *map(
            as_text,
            (row.name, row.crm_id, row.domain, row.city, row.country, row.industry, row.owner),
        ),
        row.score,
        row.change,
        row.pipeline.deals,
        _amounts(row.pipeline),
        row.last_at.isoformat(timespec="seconds") if row.last_at else "",
    ]


def _amounts(pipeline: Pipeline) -> str:
    """1234.50 EUR; 900.00 USD."""
    written = (f"{amount.minor / 100:.2f} {amount.currency}" for amount in pipeline.amounts)
    return as_text("; ".join(written))
