"""Writes what was measured: JSON, Markdown, and a table for the terminal."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from bench.rows import Row

HEAD = ("", "Measured", "Engine", "Value", "Ratio", "to")


def write(folder: Path, machine: Mapping[str, str], rows: Sequence[Row]) -> None:
    """`bench.json` and `bench.md`."""
    told = {"machine": machine, "rows": [asdict(row) for row in rows]}
    (folder / "bench.json").write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n")
    (folder / "bench.md").write_text(f"{_machine(machine)}\n\n{_markdown(rows)}\n")


def table(machine: Mapping[str, str], rows: Sequence[Row]) -> str:
    """For a terminal."""
    lines = [HEAD, *map(_cells, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    told = ("  ".join(map(_padded, line, widths)).rstrip() for line in lines)
    return "\n".join([_machine(machine), "", *told])


def _padded(cell: str, width: int) -> str:
    return f"{cell:<{width}}"


def _machine(machine: Mapping[str, str]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in machine.items())


def _markdown(rows: Sequence[Row]) -> str:
    head = [f"| {' | '.join(HEAD)} |", "|---|---|---|---:|---:|---|"]
    return "\n".join(head + [f"| {' | '.join(_cells(row))} |" for row in rows])


def _cells(row: Row) -> tuple[str, ...]:
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    value = f"{_number(row.value)} {row.unit}"
    return (row.section, row.what, row.engine, value, ratio, row.beside)


def _number(value: float) -> str:
    if float(value).is_integer() or value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
