"""An operator measures the installation; nothing of its data is changed by it."""

import json

import pytest
from click.testing import CliRunner
from django.apps import apps

from lorgnette.cli.bench import bench
from tests.cast import invited
from tests.cast.crm import Folder

pytestmark = pytest.mark.django_db


def rows_of_all_tables() -> dict[str, list[tuple[object, ...]]]:
    return {
        table._meta.label: list(table._default_manager.order_by("pk").values_list())
        for table in apps.get_models()
    }


def test_each_part_is_measured_and_nothing_is_changed(tmp_path, settings):
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    invited.aubier()
    (tmp_path / "crm").mkdir()
    Folder(tmp_path / "crm").sync()
    before = rows_of_all_tables()
    done = CliRunner().invoke(bench, ["--times", "1", "--json"])
    assert done.exit_code == 0, done.output
    rows = {row["what"]: row for row in json.loads(done.output)["rows"]}
    assert {"hash a password", "read an account", "read the list of sales users"} <= rows.keys()
    assert all(0 < row["typical"] <= row["slow"] for row in rows.values())
    assert rows_of_all_tables() == before
    assert not list(settings.HOME.iterdir())


def test_an_empty_installation_is_measured_in_words():
    invited.aubier()
    told = CliRunner().invoke(bench, ["--times", "1"]).output
    assert "hash a password" in told
    assert "read an account" not in told
