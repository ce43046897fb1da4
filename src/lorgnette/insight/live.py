"""What changed since a page was read: asked every few seconds while it is open, so in few queries.

One query where nothing was noted; two or three where something was.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.core import signing

from lorgnette.access.policy import Viewer
from lorgnette.accounts import stirred
from lorgnette.accounts.ownership import visible_accounts
from lorgnette.insight.latest import newest_id, number_since
from lorgnette.insight.reach import seen_by


@dataclass(frozen=True, slots=True)
class News:
    """The mark to ask with next; whether anything `changed`, and how many activities are `new`.

    Those are counted for the feed alone, up to `latest.MOST_NEW` and one more.
    """

    mark: str
    changed: bool
    new: int = 0


def mark() -> str:
    """Take it before reading what the page shows."""
    return _signed(stirred.present())


def feed_mark() -> str:
    """The same for the feed, which counts what comes."""
    return _signed(stirred.present(), newest_id())


def of_accounts(viewer: Viewer, mark: str) -> News:
    """Of any account that the viewer sees."""
    since, _newest = _read(mark)
    found = stirred.since(since)
    if found is None:
        return News(mark, changed=False)
    return News(_signed(found.mark), changed=_concerns(viewer, found.account_ids))


def of_account(viewer: Viewer, ref: str, mark: str) -> News | None:
    """Of one account; None where there is none (any more) that the viewer may see."""
    pk = seen_by(viewer).filter(public_id=ref).order_by().values_list("pk", flat=True).first()
    if pk is None:
        return None
    since, _newest = _read(mark)
    found = stirred.since(since)
    if found is None:
        return News(mark, changed=False)
    changed = found.account_ids is None or pk in found.account_ids
    return News(_signed(found.mark), changed=changed)


def of_feed(viewer: Viewer, days: int, kinds: Collection[str], mark: str) -> News:
    """Activities that came since; they are counted from where the page was read until it is read
    again."""
    since, newest = _read(mark)
    found = stirred.since(since)
    if found is None or not _concerns(viewer, found.account_ids):
        told = mark if found is None else _signed(found.mark, newest)
        return News(told, changed=False)
    new = number_since(viewer, days, kinds, newest)
    return News(_signed(found.mark, newest), changed=new > 0, new=new)


def _concerns(viewer: Viewer, account_ids: Collection[int] | None) -> bool:
    if account_ids is None:
        return True
    return visible_accounts(viewer.crm_user_ids).filter(pk__in=account_ids).exists()


def _read(mark: str) -> tuple[str, int]:
    """A forged one is as none: anything may have changed."""
    try:
        since, newest = _signer().unsign_object(mark)
    except (signing.BadSignature, ValueError):
        return "", 0
    return str(since), int(newest)


def _signed(since: str, newest: int = 0) -> str:
    return _signer().sign_object([since, newest])


def _signer() -> signing.Signer:
    return signing.Signer(salt="live")
