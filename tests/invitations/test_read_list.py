"""Lists of people as they come from spreadsheets and clipboards."""

import pytest

from lorgnette.invitations.listed import as_json, from_json
from lorgnette.invitations.read_list import (
    MOST_BYTES,
    MOST_ROWS,
    ListEmpty,
    ListTooLarge,
    ListTooLong,
    ListUnreadable,
    NoAddressColumn,
    read_list,
)


def rows(text: str | bytes) -> list[tuple[str, ...]]:
    listing = read_list(text if isinstance(text, bytes) else text.encode())
    return [(row.first_name, row.last_name, row.address, row.language) for row in listing.rows]


EVA = ("Eva", "Noor", "eva@partner.example", "")


@pytest.mark.parametrize(
    "text",
    [
        "email,first name,last name\neva@partner.example,Eva,Noor\n",
        "First Name;Last Name;E-mail\r\nEva;Noor;eva@partner.example\r\n",
        "Prénom\tNom\tAdresse électronique\nEva\tNoor\teva@partner.example",
        "name,email\nEva Noor,eva@partner.example\n",
        "eva@partner.example, Eva, Noor",
        "Eva Noor,eva@partner.example",
        '\n\n"Eva","Noor","eva@partner.example"\n\n',
        "department,email,first name,last name\nSales,eva@partner.example,Eva,Noor\n",
        "\ufeffemail,first_name,last_name\neva@partner.example,Eva,Noor\n",
    ],
)
def test_one_person_in_the_ways_people_write_them(text):
    assert rows(text) == [EVA]


def test_files_of_spreadsheets_in_their_encodings():
    text = "Prénom;Nom;Courriel;Langue\nZoé;Müller;zoe@partner.example;fr\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert rows(text.encode(encoding)) == [("Zoé", "Müller", "zoe@partner.example", "fr")]


def test_bare_addresses_need_no_names():
    assert rows("eva@partner.example\nbo@partner.example\n") == [
        ("", "", "eva@partner.example", ""),
        ("", "", "bo@partner.example", ""),
    ]


def test_a_bad_row_is_said_with_its_line_and_the_others_stay():
    listing = read_list(
        b"email,first name\neva@partner.example,Eva\n\nbo at partner,Bo\n"
        b"EVA@partner.example,Eve\nx@partner.example,<b>X</b>\n,Nobody\n"
    )
    assert [row.line for row in listing.rows] == [2]
    said = [(one.line, one.words % one.values) for one in listing.problems]
    assert said == [
        (4, "Enter one e-mail address; this field holds several or a space."),
        (5, "Same address as line 2."),
        (6, "A name cannot hold a web address or the characters < and >."),
        (7, "Enter an e-mail address."),
    ]


def test_a_short_row_is_a_row_without_address():
    listing = read_list(b"first name,last name,email\nEva\n")
    assert [one.line for one in listing.problems] == [2]


def test_a_name_that_a_spreadsheet_would_compute_is_the_text_it_is():
    assert rows("email,first name,last name\neva@partner.example,'=1+1,Noor\n")[0][0] == "=1+1"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", ListEmpty),
        (b"\n \n", ListEmpty),
        (b"email,first name\n", ListEmpty),
        (b"first name,last name\nEva,Noor\n", NoAddressColumn),
        (b"PK\x03\x04\x00\x00 a spreadsheet of another format", ListUnreadable),
        (b"email\n" + b"\x00" * 9, ListUnreadable),
        (b"email,first name\n" + b"x" * 200_000 + b"\n", ListUnreadable),
        (b"a" * (MOST_BYTES + 1), ListTooLarge),
        (b"e@x.example\n" * (MOST_ROWS + 1), ListTooLong),
    ],
)
def test_what_cannot_be_a_list_is_refused_beside_the_field(content, refusal):
    with pytest.raises(refusal) as refused:
        read_list(content)
    assert refused.value.field == "list"


def test_a_draft_keeps_the_list_as_it_was_read():
    listing = read_list(b"email,first name\neva@partner.example,Eva\nbo at x,Bo\n", "people.csv")
    assert from_json(as_json(listing)) == listing
