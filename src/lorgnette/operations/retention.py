"""Deletes what is no longer kept, in small chunks, and records once what it was."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from lorgnette.activities import forget as collected
from lorgnette.activities import kept_for
from lorgnette.audit import prune
from lorgnette.audit.record import record
from lorgnette.crm import forget as crm
from lorgnette.invitations import forget as invitations
from lorgnette.kernel import clock
from lorgnette.kernel.actor import SYSTEM
from lorgnette.mail import forget as mail
from lorgnette.workspace.settings import Settings, current

# Of synchronisation runs and of drafts that were never sent.
KEPT_DAYS = 90


@dataclass(frozen=True, slots=True)
class Old:
    """How many of each are, or were, older than they are kept."""

    events: int
    mails: int
    syncs: int
    drafts: int
    collected: int = 0
    activities: int = 0

    @property
    def total(self) -> int:
        of_people = self.collected + self.activities
        return self.events + self.mails + self.syncs + self.drafts + of_people


def due(*, audit_months: int | None = None, mail_months: int | None = None) -> Old:
    """What would be deleted now, also if things were kept for another time than is set."""
    settings = current()
    settings = replace(
        settings,
        audit_months=audit_months or settings.audit_months,
        mail_months=mail_months or settings.mail_months,
    )
    days = clock.now() - timedelta(days=KEPT_DAYS)
    return Old(
        events=prune.count_before(_ago(settings.audit_months, settings)),
        mails=mail.count_before(_ago(settings.mail_months, settings)),
        syncs=crm.count_before(days),
        drafts=invitations.count_before(days),
        collected=collected.count_old(),
        activities=sum(kept_for.count_old().values()),
    )


def delete_old(go_on: Callable[[], bool] = lambda: True) -> Old:
    """Deletes it; stops between two chunks when `go_on` says no. One caller at a time."""
    settings = current()
    days = clock.now() - timedelta(days=KEPT_DAYS)
    pruned = prune.prune(_ago(settings.audit_months, settings), go_on)
    old = Old(
        events=pruned.count,
        mails=mail.forget(_ago(settings.mail_months, settings), go_on),
        syncs=crm.forget(days, go_on),
        drafts=invitations.forget(days, go_on),
        collected=collected.forget(go_on),
        activities=kept_for.delete_old(go_on),
    )
    if old.total:
        _record("retention.pruned", asdict(old) | {"through": pruned.seq})
    if pruned.fault:
        _record("retention.stopped", {"at": pruned.fault.seq, "kind": pruned.fault.kind})
    return old


def _ago(months: int, settings: Settings) -> datetime:
    """The same day and hour so many months before, in the company's zone."""
    local = clock.now().astimezone(ZoneInfo(settings.zone))
    year, month = divmod(local.year * 12 + local.month - 1 - months, 12)
    day = min(local.day, monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day)


def _record(verb: str, values: dict[str, object]) -> None:
    record(verb, SYSTEM, subject_kind="workspace", subject_ref="retention", values=values)
