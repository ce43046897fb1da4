"""Returned mail in a folder is read, whatever the folder's kind, and then gone."""

import pytest

from lorgnette.mail.mime import MOST_BYTES
from lorgnette.mail.returned_folder import read_folder


def taking(seen: list[bytes]):
    def take(raw: bytes) -> str:
        seen.append(raw)
        return "ignored"

    return take


def test_of_a_maildir_what_is_being_written_is_left_alone(tmp_path):
    for place, name in (("new", "2"), ("cur", "1:2,S"), ("tmp", "3")):
        (tmp_path / place).mkdir()
        (tmp_path / place / name).write_bytes(place.encode())
    seen: list[bytes] = []
    assert read_folder(tmp_path, taking(seen)) == {"ignored": 2}
    assert seen == [b"new", b"cur"]
    assert (tmp_path / "tmp" / "3").exists()


def test_a_mail_that_could_not_be_taken_stays(tmp_path):
    (tmp_path / "1").write_bytes(b"mail")

    def fail(_raw: bytes) -> str:
        raise OSError("the database is away")

    with pytest.raises(OSError, match="away"):
        read_folder(tmp_path, fail)
    assert (tmp_path / "1").exists()


def test_of_a_mail_larger_than_any_report_little_is_read(tmp_path):
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(25_000_000)
    seen: list[bytes] = []
    read_folder(tmp_path, taking(seen))
    assert len(seen[0]) == MOST_BYTES + 1


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "secret").write_bytes(b"A: b")
    folder = tmp_path / "mails"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path / "secret")
    assert read_folder(folder, taking([])) == {}
    assert (tmp_path / "secret").exists()


def test_a_folder_that_is_not_there_yet_is_empty(tmp_path):
    assert read_folder(tmp_path / "none", taking([])) == {}
