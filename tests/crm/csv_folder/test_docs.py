"""What `docs/csv-format.md` says is what the code reads."""

import re
from pathlib import Path

import pytest

from lorgnette.activities.types import TYPES
from lorgnette.crm.connectors.csv_folder.cells import MAX_ID, READERS, Bad, read
from lorgnette.crm.connectors.csv_folder.columns import FILES, Column

DOCS = (Path(__file__).parents[3] / "docs" / "csv-format.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^##+ (.+?)\n(.*?)(?=^##|\Z)", DOCS, re.MULTILINE | re.DOTALL))


def table(section: str) -> list[list[str]]:
    """The cells of each row below the head."""
    lines = [line for line in SECTIONS[section].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def documented(row: list[str]) -> tuple[str, str, bool, list[str]]:
    name, kind, required, _length, aliases = row[:5]
    return name.strip("`"), kind, required == "yes", re.findall(r"`(.+?)`", aliases)


def coded(column: Column) -> tuple[str, str, bool, list[str]]:
    return column.name, column.type, column.required, list(column.aliases)


@pytest.mark.parametrize("file", FILES.values(), ids=lambda file: file.name)
def test_the_columns_are_those_that_are_read(file):
    assert [documented(row) for row in table(file.name)] == [coded(c) for c in file.columns]


@pytest.mark.parametrize("file", FILES.values(), ids=lambda file: file.name)
def test_the_lengths_are_those_that_are_kept(file):
    limits = {"id": MAX_ID, "name": 200, "email": 254, "domain": 253, "phone": 60}
    for row, column in zip(table(file.name), file.columns, strict=True):
        told = int(row[3]) if row[3] else None
        assert told == (column.limit if column.type == "text" else limits.get(column.type))


@pytest.mark.parametrize("file", FILES.values(), ids=lambda file: file.name)
def test_the_examples_can_be_read_without_a_word(file):
    for row, column in zip(table(file.name), file.columns, strict=True):
        read(column, row[5].strip("`"), _unexpected)


def test_every_type_is_described_with_an_example_that_can_be_read():
    rows = table("Types")
    assert [row[0] for row in rows] == list(READERS)
    for row in rows:
        assert read(Column("x", row[0]), row[2].strip("`"), _unexpected) is not None


def test_every_activity_type_is_described():
    told = [(row[0].strip("`"), row[1], int(row[2])) for row in table("Activity types")]
    assert told == [(t.code, t.words, t.weight) for t in TYPES]


def test_every_word_for_true_and_false_is_told():
    row = next(row for row in table("Types") if row[0] == "boolean")
    words = re.findall(r"`(.+?)`", row[1])
    for word in words:
        read(Column("x", "boolean"), word, _unexpected)
    with pytest.raises(Bad):
        read(Column("x", "boolean"), "perhaps", _unexpected)


def _unexpected(code: str, **_values: object) -> None:
    raise AssertionError(code)
