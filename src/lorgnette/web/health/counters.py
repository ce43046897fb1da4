"""What this server counts itself; the processes of one `lorgnette web` add theirs up.

They share a folder of small files, named by PROMETHEUS_MULTIPROC_DIR before this is imported;
without it a process counts alone.
"""

import os
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, multiprocess
from prometheus_client.registry import Collector

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

_own = CollectorRegistry()
_seconds = Histogram(
    "lorgnette_http_request_duration_seconds",
    "Seconds until a request was answered.",
    ["page"],
    buckets=_BUCKETS,
    registry=_own,
)
_requests = Counter(
    "lorgnette_http_requests",
    "Requests answered.",
    ["page", "method", "status"],
    registry=_own,
)
_sign_ins = Counter(
    "lorgnette_sign_ins",
    "Passwords given at the sign-in, by how it ended: in or refused.",
    ["outcome"],
    registry=_own,
)


def answered(page: str, method: str, status: int, seconds: float) -> None:
    _seconds.labels(page).observe(seconds)
    _requests.labels(page, method, str(status)).inc()


def signing_in(*, succeeded: bool) -> None:
    _sign_ins.labels("in" if succeeded else "refused").inc()


def registry(*more: Collector) -> CollectorRegistry:
    """All that is counted here and in the sibling processes, and what `more` collects."""
    if FOLDER in os.environ:
        whole = CollectorRegistry()
        multiprocess.MultiProcessCollector(whole)  # type: ignore[no-untyped-call]
    else:
        whole = CollectorRegistry()
        whole.register(_own)
    for collector in more:
        whole.register(collector)
    return whole


def stop_sign() -> Path | None:
    """The file whose presence says that this server is about to stop."""
    folder = os.environ.get(FOLDER)
    return Path(folder) / "stopping" if folder else None
