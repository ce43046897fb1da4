"""What runs when, in one list."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.core.management import call_command

from lorgnette.access import viewing, wishes
from lorgnette.access.digests import send_digests
from lorgnette.access.notices import send_due
from lorgnette.accounts import stirred
from lorgnette.activities import recount, sift
from lorgnette.audit.seal import seal_pending
from lorgnette.audit.walks import verify_due
from lorgnette.crm.due import due_sources
from lorgnette.crm.sync import sync
from lorgnette.insight import alerts, bundles, editions
from lorgnette.invitations import bulk, link_requests
from lorgnette.invitations.link_asks import pass_on
from lorgnette.invitations.returned import take_folder
from lorgnette.kernel.each import each_of
from lorgnette.mail.deliver import deliver_due
from lorgnette.matching.match import match_pending
from lorgnette.operations.erasing import portions
from lorgnette.operations.retention import delete_old
from lorgnette.prediction.switch import JOB as LEARNING
from lorgnette.prediction.train import train_due
from lorgnette.scoring import due as scores
from lorgnette.scoring import turn as versions
from lorgnette.scoring.follow import follow
from lorgnette.scoring.marks import kept as brackets
from lorgnette.scoring.moments import work as moments
from lorgnette.scoring.rescore import rescore
from lorgnette.users import failures, open_sessions, reset

MINUTE = 60.0
DAY = 24 * 60 * MINUTE


@dataclass(frozen=True)
class Shift:
    """Who works, and the sign to stop."""

    holder: str
    stop: threading.Event


@dataclass(frozen=True)
class Job:
    """`run` answers whether there may be more to do at once; else it rests `every` seconds.

    `alone`: one process at a time, under a lease that is renewed while the job runs.
    """

    name: str
    run: Callable[[Shift], bool]
    every: float
    alone: bool = False


def jobs() -> list[Job]:
    """Each sees for itself whether anything is due; `every` is how often it looks."""
    return [
        Job("deliver mail", _deliver_mail, every=0.5),
        Job("mail new passwords’ links", _mail_resets, every=0.5),
        Job("read returned mail", _read_returned, every=5.0, alone=True),
        Job("pass on asks for links", _pass_on_asks, every=2.0),
        Job("remind of ends", _remind, every=MINUTE, alone=True),
        Job("mail what moved", _mail_editions, every=MINUTE),
        Job("mail interesting moments", _mail_moments, every=2.0, alone=True),
        Job("end views as others", _end_views, every=MINUTE, alone=True),
        Job("go on with actions on many", _go_on, every=2.0),
        Job("seal the audit trail", _seal_audit, every=1.0, alone=True),
        Job("synchronise the CRM", _synchronise, every=5.0, alone=True),
        Job("match people to accounts", _match, every=0.5, alone=True),
        Job("count people anew", _recount, every=0.5, alone=True),
        Job("erase people", _erase, every=1.0, alone=True),
        Job("score what changed", _follow, every=0.5, alone=True),
        Job("score the accounts", _score, every=MINUTE, alone=True),
        Job("bring in a version of the score", _bring_in, every=0.5, alone=True),
        Job("set flames and stars", _bracket, every=5.0, alone=True),
        Job(LEARNING, _learn, every=2.0, alone=True),
        Job("find interesting moments", _find_moments, every=0.5, alone=True),
        Job("verify the audit trail", _verify_audit, every=2.0, alone=True),
        Job("forget what open pages were told", _forget_stirs, every=MINUTE, alone=True),
        Job("delete what is old", _delete_old, every=DAY, alone=True),
        Job("clean the sessions", _clean_sessions, every=DAY, alone=True),
        Job("forget old requests", _forget_requests, every=DAY, alone=True),
    ]


def _deliver_mail(shift: Shift) -> bool:
    return deliver_due(shift.holder, stop=shift.stop).total() > 0


def _mail_resets(_shift: Shift) -> bool:
    return reset.pass_on() > 0


def _read_returned(_shift: Shift) -> bool:
    return take_folder().total() > 0


def _pass_on_asks(_shift: Shift) -> bool:
    return pass_on() > 0


def _remind(shift: Shift) -> bool:
    """People first: the inviters' digests tell of the same."""
    if not shift.stop.is_set():
        _all(partial(send_due, shift.stop), send_digests)
    return False


def _mail_editions(shift: Shift) -> bool:
    """Several processes share the people out among them."""
    editions.send_due(lambda: not shift.stop.is_set())
    return False


def _mail_moments(shift: Shift) -> bool:
    return any(each_of([alerts.spot, partial(bundles.send, lambda: not shift.stop.is_set())]))


def _end_views(shift: Shift) -> bool:
    viewing.end_due(lambda: not shift.stop.is_set())
    return False


def _go_on(_shift: Shift) -> bool:
    return bulk.go_on_any()


def _seal_audit(_shift: Shift) -> bool:
    return seal_pending() > 0


def _verify_audit(_shift: Shift) -> bool:
    verify_due()
    return False


def _forget_stirs(_shift: Shift) -> bool:
    stirred.prune()
    return False


def _delete_old(shift: Shift) -> bool:
    delete_old(lambda: not shift.stop.is_set())
    return False


def _synchronise(shift: Shift) -> bool:
    """A run that breaks is told of by its source, and tried again in a quarter of an hour."""
    refs = (ref for ref in due_sources() if not shift.stop.is_set())
    each_of(partial(sync, ref) for ref in refs)
    return False


def _match(_shift: Shift) -> bool:
    return match_pending() > 0


def _recount(_shift: Shift) -> bool:
    return recount.go_on()


def _erase(_shift: Shift) -> bool:
    return portions.go_on()


def _follow(_shift: Shift) -> bool:
    return follow() > 0


def _score(_shift: Shift) -> bool:
    if scores.is_due():
        rescore(None)
    return False


def _bring_in(_shift: Shift) -> bool:
    return versions.go_on()


def _bracket(_shift: Shift) -> bool:
    brackets.refresh_due()
    return False


def _learn(_shift: Shift) -> bool:
    return train_due()


def _find_moments(_shift: Shift) -> bool:
    """What machines did is known before moments are looked for in it."""
    is_more = sift.go_on()
    return moments.go_on() or is_more


def _clean_sessions(_shift: Shift) -> bool:
    expired = partial(call_command, "clearsessions", verbosity=0)
    _all(expired, open_sessions.prune, failures.prune)
    return False


def _forget_requests(_shift: Shift) -> bool:
    _all(wishes.prune, link_requests.prune, editions.prune, alerts.prune)
    return False


def _all(*parts: Callable[[], object]) -> None:
    each_of(parts)
