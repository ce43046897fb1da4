"""The list as a file for a spreadsheet: the filter and the order of the page, all of its pages."""

import csv
from collections.abc import Iterator

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from lorgnette.invitations import roster
from lorgnette.invitations.roster import MemberLine
from lorgnette.kernel import clock
from lorgnette.kernel.spreadsheets import as_text
from lorgnette.web.admin.sales_users.listing import Asked
from lorgnette.web.admin.sales_users.standing import standing
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.reader import language
from lorgnette.workspace.settings import current

PORTION = 1_000
# For programs as well as for people: the names of the columns are the same in every language.
COLUMNS = (
    "first_name",
    "last_name",
    "email",
    "status",
    "status_words",
    "scope",
    "access_expires",
    "time_zone",
    "last_seen",
    "left_in_crm",
)
# Spreadsheet programs read UTF-8 only where the file says so.
MARK = "\ufeff"


class Line:
    """Where the writer of rows leaves each line."""

    def write(self, line: str) -> str:
        return line


@administrator
@require_safe
def export(request: AdministratorRequest) -> HttpResponse:
    """Streamed: a hundred thousand people need no more memory than a page of them."""
    asked = Asked.of(request.GET)
    roster.exported(request.actor, asked.text, asked.status)
    answer = StreamingHttpResponse(
        _lines(asked, language()), content_type="text/csv; charset=utf-8"
    )
    day = clock.today(current().zone).isoformat()
    answer["Content-Disposition"] = f'attachment; filename="sales-users-{day}.csv"'
    return answer  # type: ignore[return-value]


def _lines(asked: Asked, read_in: str) -> Iterator[str]:
    writer = csv.writer(Line())
    yield MARK + writer.writerow(COLUMNS)
    cursor, more = "", True
    while more:
        page = roster.list_members(
            text=asked.text, status=asked.status, sort=asked.sort, cursor=cursor, size=PORTION
        )
        # The request's own language is gone by the time that this is sent.
        with translation.override(read_in):
            rows = [writer.writerow([as_text(cell) for cell in _cells(line)]) for line in page.rows]
        yield "".join(rows)
        cursor, more = page.next, bool(page.next)


def _cells(line: MemberLine) -> list[str]:
    stands = standing(line)
    words = f"{stands.label} ({stands.detail})" if stands.detail else stands.label
    return [
        line.first_name,
        line.last_name,
        line.address,
        line.status,
        words,
        line.scope,
        line.last_day.isoformat() if line.last_day else "never",
        line.zone,
        line.last_seen_at.isoformat(timespec="seconds") if line.last_seen_at else "",
        "yes" if line.flagged_leaver else "no",
    ]
