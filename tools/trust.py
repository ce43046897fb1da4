"""Runs the campaigns of tests/trust on both databases and keeps what each showed, row by row.

Each row is a run of its own, and the table is written anew after each: a run that is broken off
keeps what it has, and a later run of some rows replaces those alone.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

ENGINES = ("SQLite", "PostgreSQL")
REPORT = Path(".build/trust")
NAME = re.compile(r"test_((?:[tc]\d\d_)+)")


@dataclass
class Row:
    """What the tests of one row showed on one database, and the command that runs them again."""

    row: str
    engine: str
    command: str
    tests: int = 0
    failed: int = 0
    seconds: float = 0.0
    cases: list[str] = field(default_factory=list)

    @property
    def result(self) -> str:
        return f"{self.failed} of {self.tests} failed" if self.failed else "holds"


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("rows", nargs="*", help="Such as T02 C01; all where none is named.")
    asked.add_argument("--short", action="store_true", help="The forms that `make test` runs.")
    asked.add_argument("--engine", choices=ENGINES, help="One database alone.")
    wanted = asked.parse_args()
    REPORT.mkdir(parents=True, exist_ok=True)
    wrong = False
    for engine in [wanted.engine] if wanted.engine else ENGINES:
        for row, files in _rows(wanted.rows).items():
            found = _run(row, files, engine, short=wanted.short)
            if found.tests:
                _keep(found)
            wrong |= bool(found.failed)
    table = REPORT / "trust.md"
    print(table.read_text() if table.exists() else "Nothing was run.")
    return wrong


def _rows(wanted: list[str]) -> dict[str, list[str]]:
    """The files of each row, or of those that are named."""
    rows: dict[str, list[str]] = defaultdict(list)
    for path in sorted(Path("tests/trust").glob("test_*.py")):
        row = _row_of(path.stem)
        if not wanted or {name.upper() for name in wanted} & set(row.split()):
            rows[row].append(str(path))
    return rows


def _row_of(module: str) -> str:
    """T02 of test_t02_double_accept, C01 C02 of test_c01_c02_kills; else the name itself."""
    number = NAME.match(module)
    return number[1].upper().replace("_", " ").strip() if number else module.removeprefix("test_")


def _run(row: str, files: list[str], engine: str, *, short: bool) -> Row:
    report = REPORT / "row.xml"
    report.unlink(missing_ok=True)
    environment = dict(os.environ, LORGNETTE_TRUST="short" if short else "long")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly"]
    if engine == "PostgreSQL":
        environment["LORGNETTE_TEST_DATABASE"] = "postgresql"
        command += ["-m", "not browser"]
    subprocess.run([*command, f"--junitxml={report}", *files], env=environment, check=False)
    return _read(Row(row, engine, _command(row, engine, short=short)), report)


def _command(row: str, engine: str, *, short: bool) -> str:
    return f"python -m tools.trust{' --short' if short else ''} --engine {engine} {row}"


def _read(row: Row, report: Path) -> Row:
    """A run that died before it could report has failed."""
    if not report.exists():
        row.tests, row.failed = 1, 1
        return row
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 (pytest wrote it)
        if case.find("skipped") is None:
            row.tests += 1
            row.failed += case.find("failure") is not None or case.find("error") is not None
            row.seconds += float(case.get("time", 0))
            row.cases += [one.get("value", "") for one in case.iter("property")]
    return row


def _keep(found: Row) -> None:
    kept = REPORT / "trust.json"
    before = [Row(**row) for row in json.loads(kept.read_text())] if kept.exists() else []
    rows = [row for row in before if (row.row, row.engine) != (found.row, found.engine)]
    rows = sorted([*rows, found], key=lambda row: (row.row, row.engine))
    kept.write_text(json.dumps([asdict(row) for row in rows], indent=2))
    (REPORT / "trust.md").write_text(_table(rows))


def _table(rows: list[Row]) -> str:
    lines = ["| row | database | tests | went through | result | seconds | command |"]
    lines += ["|" + "---|" * 7]
    lines += [
        f"| {row.row} | {row.engine} | {row.tests:,} | {'; '.join(_few(row.cases))} "
        f"| {row.result} | {row.seconds:,.0f} | `{row.command}` |"
        for row in rows
    ]
    return "\n".join(lines) + "\n"


def _few(cases: list[str]) -> Iterator[str]:
    """The first three that differ, and how many more there are."""
    different = list(dict.fromkeys(cases))
    yield from different[:3]
    if len(different) > 3:
        yield f"and {len(different) - 3:,} more"


if __name__ == "__main__":
    sys.exit(main())
