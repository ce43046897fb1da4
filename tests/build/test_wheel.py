"""The wheel holds what a server needs, so that operators need Python only."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from lorgnette.web import assets

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        env=os.environ | {"SOURCE_DATE_EPOCH": "1767225600"},
    )
    (wheel,) = folder.glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def test_every_compiled_asset_is_inside_also_compressed(files):
    for name in ("main.css", "main.js", "theme.js"):
        path = f"lorgnette/web{assets.url(name)}"
        assert {path, f"{path}.br", f"{path}.gz"} <= files


def test_words_templates_letters_and_migrations_are_inside(files):
    wanted = {
        "lorgnette/locale/fr/LC_MESSAGES/django.mo",
        "lorgnette/web/templates/base.html",
        "lorgnette/mail/standard/invitation.fr.txt",
        "lorgnette/users/migrations/0001_initial.py",
    }
    assert wanted <= files


def test_nothing_else_is(files):
    strange = [f for f in files if not f.startswith(("lorgnette/", "lorgnette-"))]
    assert strange == []
