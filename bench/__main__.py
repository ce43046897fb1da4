"""Measures, section by section, each in a process and on a database of its own.

    python -m bench [--quick | --full] [--engine sqlite|postgresql|both] [SECTION …]

Prints a table; writes `.build/bench.json` and `.build/bench.md`. LORGNETTE_BENCH_KEEP names a
folder that keeps the large databases for the next run.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import databases, machine, report
from bench.databases import POSTGRESQL, SQLITE
from bench.rows import Row
from tests.cluster import NoPostgres

# Where the database plays no part it is measured once.
ONCE = ("first_load", "truth")
# What is measured on companies of several sizes.
SIZED = ("pages", "scores")
SECTIONS = (
    *ONCE,
    "accepts",
    "send",
    "workers",
    "sync",
    "matching",
    "events",
    "pages",
    "scores",
    "memory",
)
OUT = Path(".build")


def main() -> int:
    asked = _asked()
    engines = (SQLITE, POSTGRESQL) if asked.engine == "both" else (asked.engine,)
    rows: list[Row] = []
    versions: dict[str, str] = {}
    keep = os.environ.get("LORGNETTE_BENCH_KEEP", "")
    with tempfile.TemporaryDirectory(prefix="lorgnette-bench-") as folder:
        about = machine.described()
        rows += _ceilings(Path(folder))
        kept = Path(keep or folder)
        for number, name in enumerate(engines):
            try:
                engine = databases.prepare(name, Path(folder) / name)
                large = databases.prepare(name, kept / name, keep=True) if keep else engine
            except NoPostgres as missing:
                print(missing, file=sys.stderr)
                return 1
            for section in asked.sections or SECTIONS:
                if section in SIZED:
                    for size in asked.sizes:
                        environment = large.kept(size)
                        told = ["--size", size, "--kept", str(kept)]
                        versions[name] = _measure(name, environment, section, told, rows)
                elif number == 0 or section not in ONCE:
                    told = ["--quick"] if asked.quick else []
                    versions[name] = _measure(name, engine.copy(section), section, told, rows)
    rows.sort(key=lambda row: row.section != "machine")
    about |= versions
    OUT.mkdir(exist_ok=True)
    report.write(OUT, about, rows)
    print(report.table(about, rows))
    return 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="Smaller, in a minute or two.")
    parser.add_argument(
        "--full", action="store_true", help="With 100,000 sales users and 5,000,000 activities."
    )
    parser.add_argument("--engine", choices=(SQLITE, POSTGRESQL, "both"), default="both")
    parser.add_argument("sections", nargs="*", choices=(*SECTIONS, []), metavar="SECTION")
    asked = parser.parse_args()
    asked.sizes = ["1k"] if asked.quick else ["1k", "10k", "100k"] if asked.full else ["1k", "10k"]
    return asked


def _ceilings(folder: Path) -> list[Row]:
    hashes, commits = machine.hashes_per_second(), machine.commits_per_second(folder)
    return [
        Row(section="machine", what="Argon2id, all cores", value=hashes, unit="hashes/s"),
        Row(section="machine", what="bare SQLite commits", value=commits, unit="commits/s"),
    ]


def _measure(
    engine: str, environment: dict[str, str], section: str, told: list[str], rows: list[Row]
) -> str:
    """Adds the section's rows; returns the engine's version. The section's failure is ours."""
    began = time.perf_counter()
    print(f"{' '.join([section, *told[:2]])} on {engine}…", end=" ", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", "bench.section", section, *told]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    answer = json.loads(done.stdout.splitlines()[-1])
    rows += [Row(**row) for row in answer["rows"]]
    print(f"{time.perf_counter() - began:.0f} s", file=sys.stderr)
    return str(answer["version"])


if __name__ == "__main__":
    sys.exit(main())
