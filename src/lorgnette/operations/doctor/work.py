"""The work that goes on by itself: is anybody at it, and does it pile up."""

from collections.abc import Iterator
from datetime import datetime

from lorgnette.audit.models import Entry
from lorgnette.audit.verify import verify
from lorgnette.crm import runs
from lorgnette.directory.sources import all_sources
from lorgnette.insight import edition_claims
from lorgnette.kernel import clock
from lorgnette.operations.doctor.finding import FAILED, OK, WARNING, Finding, judged
from lorgnette.operations.figures import read
from lorgnette.workspace import troubles
from lorgnette.workspace.settings import current

# One or two pass by themselves.
MANY_FAILURES = 3
LATE_SECONDS = 300.0
MANY_UNSEALED = 5_000
# Above it the chain takes minutes, and has a command of its own.
LONGEST_CHAIN = 100_000


def processes() -> Iterator[Finding]:
    told = read()
    yield judged(
        "worker",
        not told.processes["worker"],
        f"{told.processes['worker']} at work."
        if told.worker_age is None
        else f"{told.processes['worker']} at work, last heard of {told.worker_age:.0f} s ago.",
        "systemctl start lorgnette-worker, or lorgnette worker",
        FAILED,
    )
    yield judged(
        "web",
        not told.processes["web"],
        f"{told.processes['web']} processes serve pages.",
        "systemctl start lorgnette-web, or lorgnette web",
    )


def jobs() -> Iterator[Finding]:
    failing = troubles.known()
    if not failing:
        yield Finding("jobs", OK, "None fails.")
    for trouble in failing:
        yield Finding(
            f"job {trouble.job}",
            FAILED if trouble.times >= MANY_FAILURES else WARNING,
            f"Failed {trouble.times} times since {trouble.since:%Y-%m-%d %H:%M} UTC, tried again "
            f"at {trouble.next_at:%H:%M:%S}: {trouble.reason}",
            "The log of the worker tells more; a worker that is restarted tries at once.",
        )
    unmade = edition_claims.failing()
    if unmade:
        yield Finding(
            "mails about accounts",
            WARNING,
            f"{unmade} daily mails or weekly reports could not be made; each is tried every hour.",
            "The log of the worker tells why.",
        )


def outbox() -> Iterator[Finding]:
    told, held = read(), current().mail_held_at
    if held is not None:
        yield Finding(
            "mail held",
            WARNING,
            f"All mail is held back since {held:%Y-%m-%d %H:%M} UTC; {told.waiting} wait.",
            "lorgnette workspace release-mail",
        )
        return
    yield judged(
        "outbox",
        told.oldest_due > LATE_SECONDS,
        f"{told.waiting} messages wait, {told.due} are due, the oldest since "
        f"{told.oldest_due:.0f} s.",
        "See whether the worker runs and what the mail server answers (Settings, Mail).",
    )


def audit() -> Iterator[Finding]:
    unsealed = Entry.objects.filter(seq=None).count()
    yield judged(
        "sealing",
        unsealed > MANY_UNSEALED,
        f"{unsealed} events are not in the chain yet.",
        "See whether the worker runs.",
    )
    if Entry.objects.order_by("-seq").exclude(seq=None).values("pk")[LONGEST_CHAIN:].exists():
        yield Finding("audit trail", OK, "It is long; lorgnette audit verify walks all of it.")
        return
    verdict = verify()
    yield judged(
        "audit trail",
        not verdict.holds,
        f"{verdict.sealed} events in the chain, {len(verdict.faults)} places do not hold.",
        "lorgnette audit verify names them. With a new secret key, keep the old one after a comma.",
        FAILED,
    )


def crm() -> Iterator[Finding]:
    sources = all_sources()
    if not sources:
        yield Finding("crm", WARNING, "There is no source.", "lorgnette sync --folder PATH")
    for source in sources:
        last = runs.latest(source.ref)
        state = last.state if last else "never synchronised"
        yield judged(
            f"crm {source.name}",
            state not in ("done", "running", "wanted", "busy"),
            f"{state}{_since(last.finished_at) if last and last.finished_at else ''}.",
            f"lorgnette sync --source {source.ref}"
            + (" --accept, if the smaller numbers are right" if state == "held" else ""),
        )


def _since(at: datetime) -> str:
    return f", {(clock.now() - at).total_seconds() / 60:.0f} minutes ago"
