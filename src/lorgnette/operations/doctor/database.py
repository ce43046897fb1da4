"""The database: there, of this version, whole, and with room for every process."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import Error, connection

from lorgnette.kernel import clock
from lorgnette.kernel.redaction import redacted
from lorgnette.operations import readiness
from lorgnette.operations.doctor.finding import FAILED, OK, WARNING, Finding, judged
from lorgnette.workspace import presence

OLDEST_POSTGRESQL = 140_000
MOST_SKEW_SECONDS = 5.0
# A web process has four threads and a heartbeat; a worker its jobs and its senders.
_CONNECTIONS = {"web": 5, "worker": 20}


def database() -> Iterator[Finding]:
    try:
        connection.ensure_connection()
        pending, unknown = readiness.pending(), readiness.unknown()
    except Error as error:
        yield Finding(
            "database",
            FAILED,
            f"It cannot be reached: {redacted(str(error)).strip()}",
            "Start it, or set LORGNETTE_DATABASE_URL.",
        )
        return
    yield Finding("database", OK, f"{connection.vendor} answers.")
    yield _tables(len(pending), len(unknown))
    yield from _sqlite() if connection.vendor == "sqlite" else _postgresql()


def _tables(pending: int, unknown: int) -> Finding:
    if unknown:
        words = f"{unknown} changes of its tables are of a later version."
        return Finding("tables", FAILED, words, "Install that version.")
    words = f"{pending} changes are missing." if pending else "Those of this version."
    return judged("tables", bool(pending), words, "lorgnette migrate", FAILED)


def _sqlite() -> Iterator[Finding]:
    mode = _one("PRAGMA journal_mode")
    yield judged(
        "write-ahead log",
        mode != "wal",
        f"Journal mode {mode}.",
        "Keep the database on a local disk: network folders cannot have it.",
        FAILED,
    )
    said = _one("PRAGMA quick_check(1)")
    yield judged(
        "integrity",
        said != "ok",
        "Whole." if said == "ok" else str(said),
        "Stop web and worker and put the latest copy back: lorgnette restore PATH --replace",
        FAILED,
    )


def _postgresql() -> Iterator[Finding]:
    version = int(_one("SHOW server_version_num"))
    yield judged(
        "postgresql version",
        version < OLDEST_POSTGRESQL,
        f"PostgreSQL {version // 10_000}.",
        "Upgrade the server to 14 or later.",
        FAILED,
    )
    skew = abs((_one("SELECT clock_timestamp()") - clock.now()).total_seconds())
    yield judged(
        "clocks",
        skew > MOST_SKEW_SECONDS,
        f"This machine and the database differ by {skew:.1f} s.",
        "Let NTP keep both: timedatectl set-ntp true",
    )
    yield _connections()


def _connections() -> Finding:
    most, used = (
        int(_one("SHOW max_connections")),
        int(_one("SELECT count(*) FROM pg_stat_activity")),
    )
    living = (
        presence.living() if "workspace_lease" in connection.introspection.table_names() else []
    )
    needed = sum(_CONNECTIONS[process.kind] for process in living)
    return judged(
        "connections",
        max(needed, used) > most * 0.8,
        f"{used} in use, up to {needed} for {len(living)} processes, at most {most}.",
        "Raise max_connections, or put PgBouncer in session mode between.",
    )


def clocks() -> Iterator[Finding]:
    """That of the kernel and that of the product are one."""
    skew = abs((datetime.now(UTC) - clock.now()).total_seconds())
    year = clock.now().year
    if skew > 1 or not 2026 <= year <= 2100:
        yield Finding(
            "date", WARNING, f"It is {clock.now():%Y-%m-%d %H:%M} UTC?", "timedatectl set-ntp true"
        )
    else:
        yield Finding("date", OK, f"{clock.now():%Y-%m-%d %H:%M} UTC.")


def _one(query: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query)
        row = cursor.fetchone()
    return row[0] if row else None
