"""Reads one file of the folder, record by record, in bounded memory."""

import codecs
import csv
import stat
from collections import deque
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import NamedTuple, TextIO

from lorgnette.crm.connectors.csv_folder.columns import Column, File
from lorgnette.crm.contract import Problem
from lorgnette.kernel.names import sort_key

MAX_LINE = 1_000_000
DELIMITERS = ",;\t"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Record(NamedTuple):
    """A row as it stands. `line` is where it begins; `cells` are by the name of their column.

    `last_line` is greater than `line` where a quoted cell holds line breaks.
    """

    line: int
    last_line: int
    cells: Mapping[str, str]


class Unreadable(Exception):
    """The file has no rows to give; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def read(folder: Path, file: File) -> Iterator[Record | Problem]:
    """The rows in order, problems with whole rows in between. Raises `Unreadable` or `OSError`."""
    with _opened(folder / file.name, file) as text:
        lines = _Lines(text, file)
        table = _Table(lines, file)
        yield from lines.problems()
        yield from table.header_problems
        yield from table.records()


def count(folder: Path, file: File) -> int:
    """How many records there are. Raises `Unreadable` or `OSError`."""
    with _opened(folder / file.name, file) as text:
        table = _Table(_Lines(text, file), file)
        return sum(row is not None and table.fits(row) for _line, row in table.rows())


def absent(folder: Path, file: File) -> set[str]:
    """The columns that the file does not have. Raises `Unreadable` or `OSError`."""
    with _opened(folder / file.name, file) as text:
        return {column.name for column in file.columns} - _Table(_Lines(text, file), file).columns


def _opened(path: Path, file: File) -> TextIO:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise _unreadable(file, "file_unreadable")
        with path.open("rb") as raw:
            if raw.read(2) in _UTF16:
                raise _unreadable(file, "file_not_utf8")
        # Bytes that are not UTF-8 become lone surrogates: the cell that holds them is told of.
        return path.open(encoding="utf-8-sig", errors="surrogateescape", newline="")
    except FileNotFoundError:
        raise _unreadable(file, "file_missing") from None
    except PermissionError:
        raise _unreadable(file, "file_unreadable") from None


class _Lines:
    """The lines for the CSV reader; one too long to hold is left out and told of."""

    def __init__(self, text: TextIO, file: File) -> None:
        self._text = text
        self._file = file
        self._number = 0
        self._problems: deque[Problem] = deque()

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(MAX_LINE)
        if not line:
            raise StopIteration
        self._number += 1
        if len(line) < MAX_LINE or line.endswith("\n"):
            return line
        while line and not line.endswith(("\n", "\r")):
            line = self._text.readline(MAX_LINE)
        self._problems.append(
            Problem(
                file=self._file.name,
                code="line_too_long",
                line=self._number,
                values={"limit": MAX_LINE},
                incomplete=True,
            )
        )
        return "\n"

    def problems(self) -> Iterator[Problem]:
        """Those met since they were last asked for."""
        while self._problems:
            yield self._problems.popleft()


class _Table:
    """The header and the rows below it."""

    def __init__(self, lines: _Lines, file: File) -> None:
        self._lines = lines
        self._file = file
        self._before = 0
        first = next((line for line in self._counted(lines) if line.strip("\ufeff,;\t \r\n")), None)
        if first is None:
            raise _unreadable(file, "file_empty")
        if "\0" in first:
            raise _unreadable(file, "file_not_utf8")
        delimiter = _delimiter(first, file)
        self._reader = csv.reader(lines, delimiter=delimiter, strict=True)
        header = _split(first, delimiter)
        self._width = len(header)
        self._places, self.header_problems = _places(header, file, self._before)

    @property
    def columns(self) -> Set[str]:
        return self._places.keys()

    def _counted(self, lines: Iterator[str]) -> Iterator[str]:
        for line in lines:
            self._before += 1
            yield line

    def rows(self) -> Iterator[tuple[int, list[str] | None]]:
        """Where each row begins that is not empty, and its cells; None where it is broken."""
        while True:
            line = self._before + self._reader.line_num + 1
            try:
                row = next(self._reader, None)
            except csv.Error:
                yield line, None
                continue
            if row is None:
                return
            if "".join(row).strip():
                yield line, row

    def records(self) -> Iterator[Record | Problem]:
        for line, row in self.rows():
            yield from self._lines.problems()
            yield self._broken(line) if row is None else self._record(line, row)
        yield from self._lines.problems()

    def fits(self, row: Sequence[str]) -> bool:
        """As many cells as the header has, and nothing beyond."""
        return len(row) == self._width or (len(row) > self._width and not self._beyond(row))

    def _beyond(self, row: Sequence[str]) -> bool:
        return any(cell.strip() for cell in row[self._width :])

    def _record(self, line: int, row: Sequence[str]) -> Record | Problem:
        if self.fits(row):
            cells = {name: row[place].strip() for name, place in self._places.items()}
            return Record(line, self._before + self._reader.line_num, cells)
        cells = {
            name: row[place].strip() for name, place in self._places.items() if place < len(row)
        }
        return Problem(
            file=self._file.name,
            code="row_too_long" if self._beyond(row) else "row_too_short",
            line=line,
            values={"cells": len(row), "columns": self._width},
            row_id=key_of(self._file, cells),
            incomplete=True,
        )

    def _broken(self, line: int) -> Problem:
        values = {
            "last_line": self._before + self._reader.line_num,
            "limit": csv.field_size_limit(),
        }
        return Problem(
            file=self._file.name, code="row_unreadable", line=line, values=values, incomplete=True
        )


def key_of(file: File, cells: Mapping[str, str]) -> str:
    """What tells the row from others, "" where a part of it is not there."""
    parts = [cells.get(name, "") for name in file.key]
    return "\n".join(parts) if all(parts) else ""


def _delimiter(first: str, file: File) -> str:
    """The one that makes the most known columns of the header."""

    def known(delimiter: str) -> int:
        return len(_places(_split(first, delimiter), file, 1, demanding=False)[0])

    return max(DELIMITERS, key=known)


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _places(
    header: Sequence[str], file: File, line: int, *, demanding: bool = True
) -> tuple[dict[str, int], list[Problem]]:
    """Where each known column is. Raises `Unreadable` where a required one is missing."""
    names = {_plain(alias): c for c in file.columns for alias in c.aliases}
    names |= {_plain(c.name): c for c in file.columns}
    places: dict[str, int] = {}
    told = []
    for place, title in enumerate(header):
        column = names.get(_plain(title))
        if column is not None and column.name in places:
            told.append(_told(file, column, "column_twice", line))
        elif column is not None:
            places[column.name] = place
    missing = next((c.name for c in file.columns if c.required and c.name not in places), None)
    if missing is not None and demanding:
        raise _unreadable(file, "column_missing", column=missing, line=line, name=missing)
    absent = [c for c in file.columns if c.expected and c.name not in places]
    return places, [*told, *(_told(file, column, "column_absent", line) for column in absent)]


def _told(file: File, column: Column, code: str, line: int) -> Problem:
    return Problem(
        file=file.name,
        code=code,
        line=line,
        column=column.name,
        values={"name": column.name},
        taken=True,
    )


def _plain(title: str) -> str:
    """Case, accents and punctuation of a header do not matter."""
    return "".join(c for c in sort_key(title) if c.isalnum())


def _unreadable(
    file: File, code: str, *, column: str = "", line: int | None = None, **values: object
) -> Unreadable:
    return Unreadable(
        Problem(file=file.name, code=code, column=column, line=line, values=values, incomplete=True)
    )
