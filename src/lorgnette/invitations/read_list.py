"""Reads a CSV file or pasted lines into a list of people to invite, row by row."""

import csv
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from lorgnette.invitations.listed import Listed, Listing, RowProblem
from lorgnette.kernel.addresses import parse_address
from lorgnette.kernel.names import clean_name, sort_key
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _

MOST_BYTES = 2_000_000
MOST_ROWS = 10_000
_SHOWN = 80
_LONGEST_CELL = 2_000
FIRST_NAME, LAST_NAME, NAME, ADDRESS, LANGUAGE = (
    "first_name",
    "last_name",
    "name",
    "address",
    "language",
)
# Headings as people and other programs write them, accents and case put aside.
_HEADINGS: Mapping[str, str] = {
    **dict.fromkeys(
        ("email", "e-mail", "mail", "email address", "e-mail address", "address"), ADDRESS
    ),
    **dict.fromkeys(
        ("adresse electronique", "courriel", "adresse e-mail", "adresse", "adresse mail"), ADDRESS
    ),
    **dict.fromkeys(("first name", "firstname", "first_name", "given name", "prenom"), FIRST_NAME),
    **dict.fromkeys(
        ("last name", "lastname", "last_name", "surname", "family name", "nom de famille"),
        LAST_NAME,
    ),
    **dict.fromkeys(("name", "full name", "full_name", "nom complet"), NAME),
    **dict.fromkeys(("language", "locale", "langue"), LANGUAGE),
}


class ListTooLarge(Refusal):
    code = "list_too_large"
    words = _("The list is larger than %(limit)s MB. Divide it and send each part.")


class ListTooLong(Refusal):
    code = "list_too_long"
    words = _("The list has more than %(limit)s rows. Divide it and send each part.")


class ListUnreadable(Refusal):
    code = "list_unreadable"
    words = _(
        "This is not a CSV file that can be read as text. Save it as “CSV UTF-8” and try again."
    )


class ListEmpty(Refusal):
    code = "list_empty"
    words = _("The list holds no row. Choose a CSV file or paste one person a line.")


class NoAddressColumn(Refusal):
    code = "no_address_column"
    words = _(
        "No column holds e-mail addresses. Name it “email” in the first row; names go into "
        "“first name” and “last name”."
    )


class SameAsLine(Refusal):
    code = "same_as_line"
    words = _("Same address as line %(line)s.")


def read_list(content: bytes, name: str = "") -> Listing:
    """The rows in order. A first row of headings is optional; `,`, `;` and tabs divide cells.

    Raises the refusals above beside "list"; what is wrong with a single row is in `problems`.
    """
    if len(content) > MOST_BYTES:
        raise ListTooLarge("list", limit=MOST_BYTES // 1_000_000)
    lines = _cells(_text(content))
    if not lines:
        raise ListEmpty("list")
    columns, lines = _columns(lines)
    if len(lines) > MOST_ROWS:
        raise ListTooLong("list", limit=MOST_ROWS)
    if not lines:
        raise ListEmpty("list")
    return _listing(name, columns, lines)


def _text(content: bytes) -> str:
    for start, encoding in (
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
        (b"", "utf-8-sig"),
        (b"", "cp1252"),
    ):
        try:
            if content.startswith(start):
                text = content.decode(encoding)
                break
        except UnicodeDecodeError:
            continue
    else:
        raise ListUnreadable("list")
    if any(character < " " and character not in "\t\r\n" for character in text):
        raise ListUnreadable("list")
    return text


def _cells(text: str) -> list[tuple[int, list[str]]]:
    """The lines that hold anything, each with its number and its cells."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    divider = max(";\t,", key=first.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=divider, skipinitialspace=True)
    found = []
    try:
        for row in reader:
            cells = [cell.strip()[:_LONGEST_CELL] for cell in row]
            if any(cells):
                found.append((reader.line_num, cells))
            if len(found) > MOST_ROWS + 1:
                break
    except csv.Error:
        raise ListUnreadable("list") from None
    return found


def _columns(
    lines: list[tuple[int, list[str]]],
) -> tuple[dict[str, int], list[tuple[int, list[str]]]]:
    """Where each column stands, and the rows below the headings."""
    headings = [_heading(cell) for cell in lines[0][1]]
    if ADDRESS in headings:
        return {name: headings.index(name) for name in headings if name}, lines[1:]
    cells = lines[0][1]
    if not any("@" in cell for cell in cells):
        raise NoAddressColumn("list")
    address = next(index for index, cell in enumerate(cells) if "@" in cell)
    others = [index for index in range(len(cells)) if index != address]
    names = (NAME,) if len(others) == 1 else (FIRST_NAME, LAST_NAME, LANGUAGE)
    return {ADDRESS: address} | dict(zip(names, others, strict=False)), lines


def _heading(cell: str) -> str:
    bare = unicodedata.normalize("NFC", sort_key(cell)).strip().replace("’", "'")
    # Alone in a French heading, “Nom” is the family name beside a “Prénom”.
    return LAST_NAME if bare == "nom" else _HEADINGS.get(bare, "")


def _listing(
    name: str, columns: Mapping[str, int], lines: Iterable[tuple[int, list[str]]]
) -> Listing:
    rows: list[Listed] = []
    problems: list[RowProblem] = []
    seen: dict[str, int] = {}
    for line, cells in lines:
        try:
            row, key = _row(line, columns, cells)
            if seen.setdefault(key, line) != line:
                raise SameAsLine(line=seen[key])
            rows.append(row)
        except Refusal as refusal:
            problems.append(RowProblem(line, _shown(cells), refusal.words, dict(refusal.values)))
    return Listing(name=name, rows=tuple(rows), problems=tuple(problems))


def _row(line: int, columns: Mapping[str, int], cells: Sequence[str]) -> tuple[Listed, str]:
    """The row and the key of its address. Raises the refusals of names and addresses."""

    def cell(column: str) -> str:
        at = columns.get(column, len(cells))
        return cells[at] if at < len(cells) else ""

    address = parse_address(cell(ADDRESS))
    first, last = _unarmed(cell(FIRST_NAME)), _unarmed(cell(LAST_NAME))
    if not (first or last):
        first, _space, last = _unarmed(cell(NAME)).partition(" ")
    row = Listed(
        line=line,
        first_name=clean_name(first, required=False),
        last_name=clean_name(last, required=False),
        address=address.address,
        language=cell(LANGUAGE)[:20],
    )
    return row, address.key


def _unarmed(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from computing the cell."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in frozenset("=+-@") else cell


def _shown(cells: Sequence[str]) -> str:
    text = " ".join(" · ".join(cell for cell in cells if cell).split())
    visible = "".join(c if c.isprintable() else "\ufffd" for c in text)
    return f"{visible[:_SHOWN]}…" if len(visible) > _SHOWN else visible
