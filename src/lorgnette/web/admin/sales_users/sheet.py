"""One person's sheet: the facts, the actions that would work now, the timeline."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse

from lorgnette.access import wishes
from lorgnette.access.last_day import latest_day
from lorgnette.invitations.again import Choices
from lorgnette.invitations.roster import MemberLine, MemberSheet, member
from lorgnette.kernel import clock
from lorgnette.users.hand_over_reset import can_hand_over
from lorgnette.web import replies
from lorgnette.web.admin.sales_users import timeline, wording
from lorgnette.web.admin.sales_users.form import Form
from lorgnette.web.admin.sales_users.standing import Standing, standing
from lorgnette.web.admin.sales_users.typed import Typed
from lorgnette.web.pages import page
from lorgnette.workspace.settings import current


@dataclass(frozen=True, slots=True)
class Choice:
    """A last day offered for extending; an empty `value` never comes, `never` has no end."""

    value: str
    day: date | None


@dataclass(frozen=True, slots=True)
class SheetContext:
    """The context of `admin/sales_users/sheet.html` and of the fragment inside it.

    `asking` names the action whose confirmation is open: revoke, lock, extend, edit (`form`),
    again (`again`) or "".
    `problem` is a refusal in words, `done` what an action did; `reply` why the mail did not arrive.
    """

    sheet: MemberSheet
    line: MemberLine
    standing: Standing
    initials: str
    until: str
    until_now: str
    sees: str
    reply: str
    days: list[timeline.Day]
    asking: str
    form: Form | None
    again: Choices | None
    choices: list[Choice]
    earliest: date
    latest: date
    typed: Typed
    problem: str
    done: str
    zone: str
    request_ref: str
    can_reset: bool
    is_fragment: bool


@dataclass(frozen=True, slots=True)
class Showing:
    """How a sheet is to be shown beyond its person."""

    asking: str = ""
    typed: Typed = field(default_factory=Typed)
    problem: str = ""
    done: str = ""
    status: int = 200
    form: Form | None = None
    again: Choices | None = None


def show(request: HttpRequest, member_ref: str, showing: Showing) -> HttpResponse:
    """The sheet as a page, or its inside alone where htmx asks for it."""
    context = _context(member(member_ref), showing, is_fragment=bool(request.htmx))  # type: ignore[attr-defined]
    name = "_sheet" if context.is_fragment else "sheet"
    template = f"admin/sales_users/{name}.html"
    answer = page(request, template, context, room="users_roles", status=showing.status)
    if context.is_fragment:
        # The browser's address is the sheet's, not that of the question asked inside it.
        answer["HX-Push-Url"] = "false"
    return answer


def _context(sheet: MemberSheet, showing: Showing, *, is_fragment: bool) -> SheetContext:
    line, zone = sheet.line, current().zone
    access_zone = line.zone or zone
    return SheetContext(
        sheet=sheet,
        line=line,
        standing=standing(line),
        initials=initials(line.name),
        until=wording.until(line.last_day, line.zone),
        until_now=wording.until_within(line.last_day, line.zone),
        sees=wording.sees(sheet),
        reply=replies.in_words(sheet.mail_reply_code, sheet.mail_reply),
        days=timeline.told(sheet.timeline, zone),
        asking=showing.asking,
        form=showing.form,
        again=showing.again,
        choices=choices(clock.today(access_zone)),
        earliest=clock.today(access_zone),
        latest=latest_day(access_zone),
        typed=showing.typed,
        problem=showing.problem,
        done=showing.done,
        zone=zone,
        request_ref=wishes.open_ref(line.ref),
        can_reset=can_hand_over(line.ref),
        is_fragment=is_fragment,
    )


def initials(name: str) -> str:
    """First letters of the first two words: AN for Aoife Ní Bhriain."""
    words = [word for word in name.split() if word[0].isalpha()]
    return "".join(word[0] for word in words[:2]).upper()


def choices(today: date) -> list[Choice]:
    """30 days, 90 days, the end of the year, never."""
    year_end = date(today.year, 12, 31)
    days = sorted({today + timedelta(days=30), today + timedelta(days=90), year_end})
    return [*(Choice(day.isoformat(), day) for day in days), Choice("never", None)]
