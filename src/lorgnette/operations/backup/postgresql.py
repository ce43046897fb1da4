"""A copy of a PostgreSQL database by its own programs, and the way back in one transaction."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from django.db import Error, connection, transaction

from lorgnette.kernel.redaction import redacted
from lorgnette.operations.backup.sqlite import sync
from lorgnette.operations.backup.trouble import Trouble

FILE = "database.dump"
# What is not sent yet is nobody's to send until the copy is prepared.
_HELD = """
UPDATE public.mail_message SET lease_until = '9999-01-01', lease_holder = 'restored'
WHERE NOT final;
DELETE FROM public.workspace_lease;
COMMIT;
"""


def copy(folder: Path) -> tuple[Path, Mapping[str, int]]:
    """One moment's state; writers go on meanwhile. Raises `Trouble`."""
    program, target = _program("pg_dump"), folder / FILE
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with _snapshot() as (snapshot, counts):
        _run(
            [program, "--format=custom", "--no-owner", "--no-privileges"],
            f"--snapshot={snapshot}",
            f"--file={target}",
        )
    sync(target)
    check(target)
    return target, counts


def check(file: Path) -> None:
    """Reads the whole file as a restore would. Raises `Trouble`."""
    _run([_program("pg_restore"), "--file=/dev/null"], str(file))


def put_back(file: Path, prepare: Callable[[], None], *, keep: bool) -> str:  # noqa: ARG001
    """Puts the copy in the place of all tables, or changes nothing; then prepares it.

    What was there is not kept: copy it first.
    """
    tables = connection.introspection.table_names()
    names = ", ".join(f"public.{connection.ops.quote_name(table)}" for table in tables)
    connection.close()
    before = f"BEGIN;\n{f'DROP TABLE {names} CASCADE;' if tables else ''}\n"
    _pour(file, before)
    prepare()
    return ""


def _pour(file: Path, before: str) -> None:
    reading = [_program("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(file)]
    writing = [_program("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-"]
    pipe = subprocess.PIPE
    with (
        subprocess.Popen(reading, stdout=pipe, stderr=pipe) as source,  # noqa: S603
        subprocess.Popen(  # noqa: S603
            writing, stdin=pipe, stdout=subprocess.DEVNULL, stderr=pipe, env=_environment()
        ) as target,
    ):
        whole = _stream(source, target, before)
        said = (target.stderr.read() if target.stderr else b"").decode(errors="replace")
    if not whole or target.returncode:
        raise Trouble(f"The copy cannot be put back; nothing was changed. {redacted(said.strip())}")


def _stream(source: subprocess.Popen[bytes], target: subprocess.Popen[bytes], before: str) -> bool:
    """Whether all of it went over; without the last line nothing of it stays."""
    stream, sink = _open(source.stdout), _open(target.stdin)
    try:
        sink.write(before.encode())
        shutil.copyfileobj(stream, sink)
        if source.wait():
            return False
        sink.write(_HELD.encode())
    except BrokenPipeError:
        return False
    else:
        return True
    finally:
        stream.close()
        with suppress(BrokenPipeError):
            sink.close()


def _open(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None  # noqa: S101 (asked for by PIPE)
    return stream


@contextmanager
def _snapshot() -> Iterator[tuple[str, Mapping[str, int]]]:
    """A state that stays as it is while the block takes, and the rows in it by table."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
            counts = {}
            for table in sorted(connection.introspection.table_names(cursor)):
                cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
                counts[table] = int(cursor.fetchone()[0])
            yield snapshot, counts
    except Error as error:
        raise Trouble(f"The database cannot be read: {redacted(str(error))}") from None


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise Trouble(
            f"{name} is not on this machine’s PATH. Install PostgreSQL’s client of at least the "
            "server’s version (Debian: apt-get install postgresql-client)."
        )
    return found


def _run(command: list[str], *more: str) -> None:
    done = subprocess.run(  # noqa: S603 (our own arguments)
        [*command, *more], env=_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Trouble(f"{Path(command[0]).name} failed: {redacted(done.stderr.strip())[:1000]}")


def _environment() -> dict[str, str]:
    """How the programs find the database; no password stands in a list of processes."""
    given = connection.settings_dict
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
    found = {variable: str(given[name]) for name, variable in names.items() if given.get(name)}
    options = {
        f"PG{name.upper()}": str(value)
        for name, value in given["OPTIONS"].items()
        if name.startswith("ssl")
    }
    return os.environ | found | options | {"PGDATABASE": str(given["NAME"])}
