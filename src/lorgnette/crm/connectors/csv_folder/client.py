"""The folder as a source: one file a kind of row."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lorgnette.crm.connectors.csv_folder import records
from lorgnette.crm.connectors.csv_folder.columns import FILES
from lorgnette.crm.connectors.csv_folder.mapping import FIELDS, row_of
from lorgnette.crm.connectors.csv_folder.refusals import FolderForbidden, FolderMissing, NoFiles
from lorgnette.crm.contract import Problem, Row, SourceUnreachable


class CsvFolder:
    """`location` is the folder's path."""

    def __init__(self, location: str) -> None:
        self._folder = Path(location)

    def check(self) -> None:
        """Raises `FolderMissing`, `FolderForbidden` or `NoFiles`."""
        if not self._folder.is_dir():
            raise FolderMissing(place=str(self._folder))
        if not os.access(self._folder, os.R_OK | os.X_OK):
            raise FolderForbidden(place=str(self._folder))
        if not any((self._folder / file.name).exists() for file in FILES.values()):
            raise NoFiles(place=str(self._folder))

    def place(self, kind: str) -> str:
        return FILES[kind].name

    def count(self, kind: str) -> int | None:
        """Rows with their key at least; for activities repeated ones count each."""
        file = FILES[kind]
        try:
            if kind == "activities":
                with self._reached(kind):
                    return records.count(self._folder, file)
            read = (row for row in self._read(kind) if isinstance(row, records.Record))
            return len({hash(records.key_of(file, row.cells)) for row in read})
        except records.Unreadable:
            return None

    def absent(self, kind: str) -> frozenset[str]:
        try:
            columns = records.absent(self._folder, FILES[kind])
        except (records.Unreadable, OSError):
            return frozenset()
        return frozenset(field for column in columns for field in FIELDS.get(column, (column,)))

    def rows(self, kind: str) -> Iterator[Row | Problem]:
        try:
            for record in self._read(kind):
                if isinstance(record, Problem):
                    yield record
                else:
                    yield from row_of(kind, record)
        except records.Unreadable as unreadable:
            yield unreadable.problem

    def _read(self, kind: str) -> Iterator[records.Record | Problem]:
        with self._reached(kind):
            yield from records.read(self._folder, FILES[kind])

    @contextmanager
    def _reached(self, kind: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            place = str(self._folder / FILES[kind].name)
            raise SourceUnreachable(place=place, why=error.strerror or str(error)) from error
