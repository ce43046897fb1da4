"""A folder of the cast's files for every story about the CRM."""

from pathlib import Path

import pytest

from tests.cast.crm import Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)
