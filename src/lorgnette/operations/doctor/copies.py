"""The folder of the copies: how old the newest is, and whether the next one fits."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from lorgnette.kernel import clock
from lorgnette.operations.backup import manifest
from lorgnette.operations.backup.trouble import Trouble
from lorgnette.operations.doctor.finding import FAILED, WARNING, Finding, judged
from lorgnette.operations.doctor.machine import room

OLD = timedelta(hours=26)


def copies(folder: Path) -> Iterator[Finding]:
    """Reads what each says of itself; `lorgnette restore` checks them byte by byte."""
    if not folder.is_dir():
        yield Finding("copies", FAILED, f"{folder} is not there.", f"mkdir -m 0700 {folder}")
        return
    made = []
    for path in sorted(folder.glob(f"*/{manifest.NAME}")):
        try:
            made.append(manifest.read(path.parent))
        except Trouble as trouble:
            yield Finding("copy", WARNING, str(trouble), f"Remove {path.parent}.")
    newest = max(made, key=lambda told: told.at, default=None)
    age = clock.now() - newest.at if newest else None
    yield judged(
        "copies",
        age is None or age > OLD,
        f"{len(made)}, the newest {age.total_seconds() / 3600:.0f} hours old."
        if age is not None
        else "There is none.",
        f"lorgnette backup {folder}; systemctl enable --now lorgnette-backup.timer",
    )
    yield room("room for copies", folder)
