"""Where PostgreSQL may find words by an index it does; where it may not, nothing is in the way."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from lorgnette.accounts.models import Account
from lorgnette.directory.models import CrmUser
from lorgnette.kernel import trigrams
from lorgnette.kernel.trigrams import AddTrigrams
from lorgnette.users.models import Member

PAGE = (Path(__file__).parents[2] / "docs" / "scale.md").read_text()
is_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite looks at every name"
)


def plan(rows):
    """As if there were very many rows."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    return rows.explain()


@is_postgresql
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (lambda: Account.objects.filter(sort_key__contains="nord"), "account_words"),
        (lambda: Account.objects.filter(domain__contains="nord"), "account_domain_words"),
        (lambda: Member.objects.filter(search_key__contains="okafor"), "member_words"),
        (lambda: CrmUser.objects.filter(search_key__contains="mar"), "crmuser_words"),
    ],
)
def test_a_word_within_a_name_is_found_by_its_index(rows, index):
    assert index in plan(rows().order_by())


class Editor:
    """Keeps what would be asked of the database."""

    def __init__(self):
        self.connection, self.asked = connection, []

    def execute(self, sql):
        self.asked.append(sql)


def asked_of(editor):
    state = ProjectState.from_apps(Account._meta.apps)
    AddTrigrams("account", "sort_key", "account_words").database_forwards(
        "accounts", editor, state, state
    )
    return editor.asked


@is_postgresql
@pytest.mark.django_db
@pytest.mark.parametrize("name", ["pg_nothing", "file_fdw"])
def test_without_the_extension_or_the_right_to_it_there_is_no_index(monkeypatch, name):
    monkeypatch.setattr(trigrams, "EXTENSION", name)
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE plain")
        cursor.execute("SET LOCAL ROLE plain")
    assert asked_of(Editor()) == []


@pytest.mark.django_db
def test_elsewhere_it_is_made_once_and_keeps_nobody_waiting():
    asked = asked_of(Editor())
    if connection.vendor == "sqlite":
        assert asked == []
    else:
        assert ["CONCURRENTLY IF NOT EXISTS" in sql for sql in asked] == [True]


def test_the_page_about_scale_tells_how_to_make_each_of_them_by_hand():
    made = {
        f"CREATE INDEX CONCURRENTLY {operation.name} "
        f"ON {apps.get_model(app, operation.model_name)._meta.db_table} "
        f"USING gin ({operation.field} gin_trgm_ops);"
        for (app, _name), migration in MigrationLoader(None).disk_migrations.items()
        for operation in migration.operations
        if isinstance(operation, AddTrigrams)
    }
    told = {line.strip() for line in PAGE.splitlines() if "gin_trgm_ops" in line}
    assert told == made
