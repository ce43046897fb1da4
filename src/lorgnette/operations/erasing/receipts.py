"""The receipts of erasures: when, by whom, how much, and the digest that knows the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lorgnette.accounts import erased
from lorgnette.accounts.models import Erasure
from lorgnette.kernel.addresses import parse_address
from lorgnette.kernel.pagination import Page, page_of
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.operations.erasing.traces import ACTIVITIES

PAGE_SIZE = 25


class ReceiptMissing(Refusal):
    code = "receipt_missing"
    status = 404
    words = _("There is no such receipt.")


@dataclass(frozen=True, slots=True)
class Receipt:
    """`number` counts from 1. `deleted` is how many rows of each kind; `ended_at` None: some are
    left, of `percent` hundredths so many are gone. `digest` is HMAC-SHA-256 of the address."""

    ref: str
    number: int
    at: datetime
    ended_at: datetime | None
    by: str
    reason: str
    digest: str
    deleted: Mapping[str, int]
    total: int
    percent: int


def receipt(ref: str) -> Receipt:
    """Raises `ReceiptMissing`."""
    row = Erasure.objects.filter(public_id=ref).first()
    if row is None:
        raise ReceiptMissing
    return _receipt(row)


def receipts(cursor: str = "") -> Page[Receipt]:
    """The latest first."""
    page = page_of(Erasure.objects.all(), ("-at", "-pk"), size=PAGE_SIZE, cursor=cursor)
    return Page([_receipt(row) for row in page.rows], page.next, page.previous)


def of_address(raw: str) -> Sequence[Receipt]:
    """Those of an address, which alone finds them. Raises the refusals of addresses."""
    wanted = erased.digests(erased.address(parse_address(raw, "address").key))
    rows = Erasure.objects.filter(digest__in=wanted)
    return [_receipt(row) for row in rows.order_by("-at")]


def _receipt(row: Erasure) -> Receipt:
    wanted, done = row.found.get(ACTIVITIES, 0), row.deleted.get(ACTIVITIES, 0)
    percent = 100 if row.ended_at else min(99, 100 * done // wanted if wanted else 0)
    return Receipt(
        ref=row.public_id,
        number=row.pk,
        at=row.at,
        ended_at=row.ended_at,
        by=row.by,
        reason=row.reason,
        digest=row.digest,
        deleted=dict(row.deleted),
        total=sum(row.deleted.values()),
        percent=percent,
    )
