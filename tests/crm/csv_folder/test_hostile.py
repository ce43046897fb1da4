"""Whatever stands in the folder: never a crash, and never more memory than a chunk."""

import tracemalloc
from collections import deque
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lorgnette.crm.connectors.csv_folder.client import CsvFolder
from lorgnette.crm.connectors.csv_folder.columns import FILES
from lorgnette.crm.contract import KINDS, Problem
from lorgnette.crm.models import RowProblem
from lorgnette.crm.words import WORDS
from tests.cast.crm import FILES as CAST
from tests.cast.crm import Folder

NASTY = st.text(alphabet='aé,;\t"\n\r=\0\u202e\ufeff<>1-.@ ', max_size=120)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(kind=st.sampled_from(KINDS), body=st.one_of(NASTY.map(str.encode), st.binary(max_size=200)))
def test_any_bytes_below_a_good_header_give_rows_or_problems(tmp_path: Path, kind, body):
    header = ",".join(column.name for column in FILES[kind].columns)
    (tmp_path / FILES[kind].name).write_bytes(header.encode() + b"\n" + body)
    for item in CsvFolder(str(tmp_path)).rows(kind):
        if isinstance(item, Problem):
            assert WORDS[item.code] % item.values
        else:
            assert item.line > 1


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=st.one_of(NASTY.map(str.encode), st.binary(max_size=200)))
def test_any_bytes_at_all_are_a_readable_file_or_a_problem(tmp_path: Path, content):
    (tmp_path / "users.csv").write_bytes(content)
    folder = CsvFolder(str(tmp_path))
    for item in folder.rows("users"):
        assert not isinstance(item, Problem) or WORDS[item.code] % item.values
    folder.count("users")


def test_a_large_file_is_read_in_bounded_memory(tmp_path: Path):
    with (tmp_path / "activities.csv").open("w") as file:
        file.write("id,contact_id,type,at,subject\n")
        for number in range(30_000):
            file.write(f"e-{number},c-1,web.visit,2026-11-20T09:00:00Z,{'words ' * 30}\n")
    assert (tmp_path / "activities.csv").stat().st_size > 6_000_000
    rows = CsvFolder(str(tmp_path)).rows("activities")
    next(rows)
    tracemalloc.start()
    try:
        deque(islice(rows, 10_000), maxlen=0)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 1_000_000


HOSTILE = [
    "\0",
    "\u202e",
    "=HYPERLINK(“x”)",
    "<img src=x onerror=alert(1)>",
    "%(id)s {{ x }} ${y}",
    "\ud800",
    "x" * 5000,
    "'; DROP TABLE accounts_account; --",
]


@pytest.mark.django_db
def test_the_longest_values_fit_on_both_engines(folder: Folder):
    name, text = "x" * 200, "\ufdfa" * 200
    domain = ".".join(["d" * 60] * 4) + ".example"
    folder.add("users.csv", f"{'u' * 120},{name},{name},{'l' * 64}@{domain},true,{text},{text},,,,")
    folder.add("users.csv", f"u-2,{name},{name},{'l' * 64}@{'d' * 60}.example,true,,,,,,")
    folder.add("contacts.csv", f"{'c' * 120},{name},{name},a-banque,,{text},")
    outcome = folder.sync()
    assert outcome.state == "done"
    assert [c.refused for c in outcome.counts] == [0] * len(KINDS)


@pytest.mark.django_db
def test_hostile_cells_everywhere_are_kept_or_told_of_on_both_engines(folder: Folder):
    for name, text in CAST.items():
        header, *_lines = text.splitlines()
        width = header.count(",") + 1
        for number, hostile in enumerate(HOSTILE):
            cell = '"' + hostile + '"'
            every = ",".join([f"h-{number}", *[cell] * (width - 1)])
            line = every if header.startswith("id,") else ",".join([cell] * width)
            with (folder.path / name).open("a", encoding="utf-8", errors="surrogatepass") as file:
                file.write(line + "\n")
    outcome = folder.sync()
    assert outcome.state == "done"
    assert outcome.problems == RowProblem.objects.count() > len(HOSTILE) * len(CAST)
    assert {c.kind: c.added >= 1 for c in outcome.counts} == dict.fromkeys(KINDS, True)
