"""What a file of the folder may look like, and what is told of one that is wrong."""

import os
import tracemalloc
from pathlib import Path

import pytest

from lorgnette.crm.connectors.csv_folder import records
from lorgnette.crm.connectors.csv_folder.client import CsvFolder
from lorgnette.crm.connectors.csv_folder.refusals import FolderMissing, NoFiles
from lorgnette.crm.contract import Problem


@pytest.fixture
def read(tmp_path: Path):
    """Rows and problems of `accounts.csv` with this content; most stories name no owner."""

    def reading(content: str | bytes, kind: str = "accounts", *, absent: bool = False):
        raw = content if isinstance(content, bytes) else content.encode()
        folder = CsvFolder(str(tmp_path))
        (tmp_path / folder.place(kind)).write_bytes(raw)
        given = list(folder.rows(kind))
        rows = [item for item in given if not isinstance(item, Problem)]
        problems = [item for item in given if isinstance(item, Problem)]
        return rows, [p for p in problems if absent or p.code != "column_absent"]

    return reading


def told(problems):
    return [(p.line, p.column, p.code) for p in problems]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_delimiter_line_ending_and_byte_order_mark_are_found_out(read, delimiter, ending, mark):
    lines = [["id", "name", "city"], ["a-1", "Acme", "Lyon"], ["a-2", "Café Noir", "Lille"]]
    rows, problems = read(mark + ending.join(delimiter.join(line) for line in lines))
    assert [(r.id, r.name, r.city, r.line) for r in rows] == [
        ("a-1", "Acme", "Lyon", 2),
        ("a-2", "Café Noir", "Lille", 3),
    ]
    assert problems == []


def test_headers_are_known_by_other_names_too(read):
    rows, _problems = read("Identifiant;NOM;Ville;Id propriétaire;unknown\n1;Acme;Lyon;u-1;x\n")
    assert (rows[0].id, rows[0].name, rows[0].city, rows[0].owner_id) == (
        "1",
        "Acme",
        "Lyon",
        "u-1",
    )


def test_empty_lines_are_no_rows(read):
    rows, problems = read("\n\nid,name\n\n1,Acme\n,\n  ,  \n2,Bolt\n\n")
    assert ([(r.id, r.line) for r in rows], problems) == ([("1", 5), ("2", 8)], [])


def test_a_cell_may_hold_line_breaks_and_lines_are_counted_as_in_the_file(read):
    rows, problems = read('id,name,industry\n1,Acme,"Food\nand\nwine"\n2,,Food\n3,Bolt,\n')
    assert [(r.id, r.line) for r in rows] == [("1", 2), ("3", 6)]
    assert rows[0].industry == "Food and wine"
    assert told(problems) == [(5, "name", "value_missing")]


def test_a_ragged_row_is_told_of_and_the_rows_around_it_are_taken(read):
    rows, problems = read("id,name,city\n1,Acme,Lyon\n2,Bolt\n3,Comet,Lille,more\n4,Dune,,,,\n")
    assert [r.id for r in rows] == ["1", "4"]
    assert told(problems) == [(3, "", "row_too_short"), (4, "", "row_too_long")]
    assert [p.row_id for p in problems] == ["2", "3"]
    assert all(p.incomplete for p in problems)


def test_a_quotation_mark_that_is_missing_costs_no_more_than_its_neighbours(read):
    rows, problems = read('id,name\n1,"Acme\n2,Bolt\n3,"Comet"\n4,Dune\n')
    assert [r.id for r in rows] == ["4"]
    assert told(problems) == [(2, "", "row_unreadable")]
    assert problems[0].values["last_line"] == 4
    assert problems[0].incomplete


def test_a_quotation_mark_that_is_missing_to_the_end_is_told_of(read):
    rows, problems = read('id,name\n1,Acme\n2,"Bolt\n3,Comet\n')
    assert [r.id for r in rows] == ["1"]
    assert told(problems) == [(3, "", "row_unreadable")]


def test_a_huge_cell_is_told_of_and_the_next_row_is_taken(read):
    rows, problems = read(f"id,name\n1,{'x' * 200_000}\n2,Bolt\n")
    assert [r.id for r in rows] == ["2"]
    assert told(problems) == [(2, "", "row_unreadable")]


def test_a_line_without_end_is_not_held_in_memory(read, monkeypatch):
    monkeypatch.setattr(records, "MAX_LINE", 100)
    rows, problems = read(f"id,name\n1,{'x' * 250}\n2,Bolt\n")
    assert [(r.id, r.line) for r in rows] == [("2", 3)]
    assert told(problems) == [(2, "", "line_too_long")]


def test_bytes_that_are_not_utf8_cost_their_cell_alone(read):
    rows, problems = read("id,name,city\n1,Café,Lyon\n2,Bolt,Orléans\n3,Comet,\n".encode("latin-1"))
    assert [(r.id, r.name, r.city) for r in rows] == [("2", "Bolt", ""), ("3", "Comet", "")]
    assert told(problems) == [(2, "name", "not_utf8"), (3, "city", "not_utf8")]
    assert [p.taken for p in problems] == [False, True]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_another_encoding_is_told_of_as_a_whole(read, encoding):
    rows, problems = read("id,name\n1,Acme\n".encode(encoding))
    assert (rows, told(problems)) == ([], [(None, "", "file_not_utf8")])
    assert problems[0].incomplete


def test_a_missing_column_is_named(read):
    rows, problems = read("id,city\n1,Lyon\n")
    assert (rows, told(problems)) == ([], [(1, "name", "column_missing")])
    assert problems[0].incomplete


@pytest.mark.parametrize(
    ("kind", "header", "columns"),
    [
        ("users", "id,last_name", ["email", "active"]),
        ("accounts", "id,name", ["owner_id"]),
        ("contacts", "id,last_name,email", ["account_id"]),
    ],
)
def test_a_column_that_access_hangs_on_is_missed_and_the_rows_are_taken(
    read, kind, header, columns
):
    row = "1,Noor,eva@x.example" if header.endswith("email") else "1,Noor"
    rows, problems = read(f"{header}\n{row}\n", kind, absent=True)
    assert len(rows) == 1
    assert told(problems) == [(1, column, "column_absent") for column in columns]
    assert all(problem.taken and not problem.incomplete for problem in problems)


def test_a_column_that_is_there_twice_counts_once(read):
    rows, problems = read("id,name,company\n1,Acme,Other\n")
    assert rows[0].name == "Acme"
    assert told(problems) == [(1, "name", "column_twice")]


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff"])
def test_an_empty_file_is_told_of_and_removes_nothing(read, content):
    rows, problems = read(content)
    assert (rows, told(problems)) == ([], [(None, "", "file_empty")])
    assert problems[0].incomplete


def test_a_header_alone_is_a_source_without_rows(read):
    assert read("id,name\n") == ([], [])


def test_a_missing_file_is_told_of(tmp_path: Path):
    folder = CsvFolder(str(tmp_path))
    (problem,) = folder.rows("contacts")
    assert (problem.file, problem.code, problem.incomplete) == (
        "contacts.csv",
        "file_missing",
        True,
    )
    assert folder.count("contacts") is None


def test_what_is_no_file_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "users.csv")
    (tmp_path / "accounts.csv").mkdir()
    for kind in ("users", "accounts"):
        (problem,) = CsvFolder(str(tmp_path)).rows(kind)
        assert problem.code == "file_unreadable"


def test_a_folder_that_is_not_there_or_empty_may_be_there_later(tmp_path: Path):
    with pytest.raises(FolderMissing):
        CsvFolder(str(tmp_path / "nowhere")).check()
    with pytest.raises(NoFiles):
        CsvFolder(str(tmp_path)).check()


def test_rows_are_counted_by_their_id(tmp_path: Path):
    (tmp_path / "accounts.csv").write_text("id,name\n1,Acme\n1,Acme\n2,\n")
    assert CsvFolder(str(tmp_path)).count("accounts") == 2


def test_a_cell_of_megabytes_is_never_held_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(records, "MAX_LINE", 10_000)
    (tmp_path / "accounts.csv").write_text(f"id,name\n1,{'x' * 4_000_000}\n2,Bolt\n")
    tracemalloc.start()
    try:
        given = list(CsvFolder(str(tmp_path)).rows("accounts"))
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [row.id for row in given if not isinstance(row, Problem)] == ["2"]
    assert most < 1_000_000
