"""Runs the campaigns of tests/trust on both databases and prints what each showed, row by row."""

import argparse
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

ENGINES = ("SQLite", "PostgreSQL")
REPORT = Path(".build/trust")


@dataclass
class Row:
    """What the tests of one row showed on one database."""

    row: str
    engine: str
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
    rows: list[Row] = []
    for engine in [wanted.engine] if wanted.engine else ENGINES:
        rows += _run(engine, _files(wanted.rows), short=wanted.short)
    table = _table(rows)
    (REPORT / "trust.json").write_text(json.dumps([asdict(row) for row in rows], indent=2))
    (REPORT / "trust.md").write_text(table)
    print(table)
    return any(row.failed for row in rows)


def _files(rows: list[str]) -> list[str]:
    files = sorted(str(path) for path in Path("tests/trust").glob("test_*.py"))
    if not rows:
        return files
    return [file for file in files if any(f"_{row.lower()}_" in file for row in rows)]


def _run(engine: str, files: list[str], *, short: bool) -> list[Row]:
    report = REPORT / f"{engine.lower()}.xml"
    environment = dict(os.environ, LORGNETTE_TRUST="short" if short else "long")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly"]
    if engine == "PostgreSQL":
        environment["LORGNETTE_TEST_DATABASE"] = "postgresql"
        command += ["-m", "not browser"]
    subprocess.run([*command, f"--junitxml={report}", *files], env=environment, check=False)
    rows: dict[str, Row] = {}
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 (pytest wrote it)
        if case.find("skipped") is None:
            _add(rows, engine, case)
    return list(rows.values())


def _add(rows: dict[str, Row], engine: str, case: ElementTree.Element) -> None:
    name = _row_of(case.get("classname", ""))
    row = rows.setdefault(name, Row(name, engine))
    row.tests += 1
    row.failed += case.find("failure") is not None or case.find("error") is not None
    row.seconds += float(case.get("time", 0))
    row.cases += [one.get("value", "") for one in case.iter("property")]


def _row_of(module: str) -> str:
    """T02 of tests.trust.test_t02_double_accept; else the name itself, such as machines."""
    name = module.rpartition(".")[2].removeprefix("test_")
    number = re.match(r"([tc]\d\d)_", name)
    return number[1].upper() if number else name


def _table(rows: list[Row]) -> str:
    lines = ["| row | database | tests | went through | result | seconds |", "|" + "---|" * 6]
    lines += [
        f"| {row.row} | {row.engine} | {row.tests:,} | {'; '.join(_few(row.cases))} "
        f"| {row.result} | {row.seconds:,.0f} |"
        for row in sorted(rows, key=lambda row: (row.row, row.engine))
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
