"""Measures, section by section, each in a process and on a database of its own.

    python -m bench [--quick] [--engine sqlite|postgresql|both] [SECTION …]

Prints a table; writes `.build/bench.json` and `.build/bench.md`.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import databases, machine, report
from bench.databases import POSTGRESQL, SQLITE, Engine
from bench.rows import Row
from tests.cluster import NoPostgres

# Where the database plays no part it is measured once.
ONCE = ("first_load",)
SECTIONS = (*ONCE, "accepts", "send", "workers", "sync", "pages", "memory")
OUT = Path(".build")


def main() -> int:
    asked = _asked()
    engines = (SQLITE, POSTGRESQL) if asked.engine == "both" else (asked.engine,)
    rows: list[Row] = []
    versions: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="lorgnette-bench-") as folder:
        about = machine.described()
        rows += _ceilings(Path(folder))
        for number, name in enumerate(engines):
            try:
                engine = databases.prepare(name, Path(folder) / name)
            except NoPostgres as missing:
                print(missing, file=sys.stderr)
                return 1
            for section in asked.sections or SECTIONS:
                if number == 0 or section not in ONCE:
                    versions[name] = _measure(engine, section, rows, quick=asked.quick)
    rows.sort(key=lambda row: row.section != "machine")
    about |= versions
    OUT.mkdir(exist_ok=True)
    report.write(OUT, about, rows)
    print(report.table(about, rows))
    return 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="Smaller, under a minute.")
    parser.add_argument("--engine", choices=(SQLITE, POSTGRESQL, "both"), default="both")
    parser.add_argument("sections", nargs="*", choices=(*SECTIONS, []), metavar="SECTION")
    return parser.parse_args()


def _ceilings(folder: Path) -> list[Row]:
    hashes, commits = machine.hashes_per_second(), machine.commits_per_second(folder)
    return [
        Row(section="machine", what="Argon2id, all cores", value=hashes, unit="hashes/s"),
        Row(section="machine", what="bare SQLite commits", value=commits, unit="commits/s"),
    ]


def _measure(engine: Engine, section: str, rows: list[Row], *, quick: bool) -> str:
    """Adds the section's rows; returns the engine's version. The section's failure is ours."""
    began = time.perf_counter()
    print(f"{section} on {engine.name}…", end=" ", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", "bench.section", section, *(["--quick"] if quick else [])]
    done = subprocess.run(command, env=engine.copy(section), stdout=subprocess.PIPE, check=True)
    told = json.loads(done.stdout.splitlines()[-1])
    rows += [Row(**row) for row in told["rows"]]
    print(f"{time.perf_counter() - began:.0f} s", file=sys.stderr)
    return str(told["version"])


if __name__ == "__main__":
    sys.exit(main())
