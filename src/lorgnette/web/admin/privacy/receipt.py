"""The receipt of an erasure: on a page, as text and as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC

from django.http import Http404, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from lorgnette.operations.erasing.receipts import Receipt, ReceiptMissing, receipt
from lorgnette.web.admin.privacy.words import Counted, counted
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.moments import long_instant, number
from lorgnette.web.pages import page
from lorgnette.web.reader import language
from lorgnette.workspace.settings import Settings, current

ROOM = "privacy"


@dataclass(frozen=True, slots=True)
class ReceiptContext:
    """The context of `admin/privacy/receipt.html`."""

    receipt: Receipt
    counts: Sequence[Counted]
    is_open: bool
    tab: str = "people"


@administrator
@require_safe
def privacy_receipt(request: AdministratorRequest, ref: str) -> HttpResponse:
    """While it is deleted, how far it is."""
    found = _found(ref)
    context = ReceiptContext(found, counted(found.deleted), found.ended_at is None)
    return page(request, "admin/privacy/receipt.html", context, room=ROOM)


@administrator
@require_safe
def privacy_receipt_file(_request: AdministratorRequest, ref: str, form: str) -> HttpResponse:
    """`form` is txt or json."""
    found = _found(ref)
    if form == "json":
        answer = HttpResponse(as_json(found), content_type="application/json")
    else:
        answer = HttpResponse(as_text(found, current()), content_type="text/plain; charset=utf-8")
    name = f"erasure-{found.number}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def as_json(found: Receipt) -> str:
    """For programs: instants in UTC."""
    values = asdict(found)
    for name in ("at", "ended_at"):
        at = values[name]
        values[name] = at.astimezone(UTC).isoformat(timespec="seconds") if at else None
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def as_text(found: Receipt, company: Settings) -> str:
    """For people, in the language that is active."""
    read_in = language()

    def at(instant: object) -> str:
        return long_instant(instant, company.zone, read_in) if instant else gettext("not yet")  # type: ignore[arg-type]

    lines = [
        gettext("Receipt of an erasure: number %(number)s") % {"number": found.number},
        company.name,
        "",
        gettext("Asked for: %(when)s") % {"when": at(found.at)},
        gettext("By: %(who)s") % {"who": found.by},
        gettext("Completed: %(when)s") % {"when": at(found.ended_at)},
        *([gettext("Reason: %(reason)s") % {"reason": found.reason}] if found.reason else []),
        gettext("Keyed digest of the address (HMAC-SHA-256):"),
        f"  {found.digest}",
        "",
        gettext("Deleted:"),
        *(f"  {one.words}: {number(one.count, read_in)}" for one in counted(found.deleted)),
    ]
    return "\n".join(lines) + "\n"


def _found(ref: str) -> Receipt:
    try:
        return receipt(ref)
    except ReceiptMissing as missing:
        raise Http404 from missing
