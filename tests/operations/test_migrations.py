"""A version's tables can be used by the version before it, whose processes still run."""

from functools import cache

import pytest
from django.apps import apps
from django.db import models, transaction
from django.db.migrations import operations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.models import NOT_PROVIDED

from lorgnette.kernel.indexes import AddIndex
from lorgnette.kernel.scans import AddScan
from lorgnette.kernel.tokens import public_id
from lorgnette.kernel.trigrams import AddTrigrams

# What is renamed, dropped or tightened has no place in a list of what may be done.
ADDS = (
    operations.CreateModel,
    operations.AddField,
    operations.AddIndex,
    operations.AddConstraint,
    operations.RunPython,
    operations.RunSQL,
    AddTrigrams,
    AddScan,
)
# Fills of rows: what makes each safe while the version before goes on writing.
FILLS = {
    "invitations.0003_reserve_seats": "adds rows to a table that only this version reads",
    "invitations.0005_who_invited": "fills empty cells of a new column",
    "scoring.0005_models_versions": "adds the one row of a table that only this version reads",
    "scoring.0002_moved": "adds the rows that were taken for zero; drops those that no list shows",
    "invitations.0010_moved_before": "fills empty cells of a new column",
    "scoring.0007_marks": "forgets that today’s scores are made: they are made once more",
    "scoring.0009_scores": "fills new columns of the one score; all are made once more",
}
# Of the first version's own time, when no table of anybody's was large: they block writers while
# they are built. Every later one is lorgnette.kernel.indexes.AddIndex.
BLOCKING = {
    "access.0002_seats",
    "access.0003_notices_and_requests",
    "audit.0002_checkpoint_and_walk",
    "mail.0004_to_domain",
}
# Column changes that widen or give a default, and nothing else; why each is safe.
WIDENINGS = {
    "mail.0005_reply_status_default": "gives a column a default in the database",
    "activities.0002_events": "lets an activity be of no account yet",
    "scoring.0005_models_versions": "lets a score be a sum above 3,276 points",
}
# Constraints on tables that were there before: why no row of the version before breaks them.
CONSTRAINTS = {
    "scoring.0009_scores": "the version before writes one score, and none that is primary",
}


@cache
def loader() -> MigrationLoader:
    return MigrationLoader(None, ignore_no_migrations=True)


def later() -> list[tuple[str, str]]:
    """Every change after the first version's, by app and name."""
    ours = {config.label for config in apps.get_app_configs() if "lorgnette" in config.name}
    return sorted(
        (app, name)
        for app, name in loader().disk_migrations
        if app in ours and not name.startswith("0001_")
    )


def named(app: str, name: str) -> str:
    return f"{app}.{name}"


@pytest.mark.parametrize(("app", "name"), later(), ids=lambda part: part)
def test_it_only_adds(app, name):
    migration = loader().disk_migrations[app, name]
    new = {op.name.lower() for op in migration.operations if isinstance(op, operations.CreateModel)}
    for operation in migration.operations:
        assert _is_safe(operation, named(app, name), new), f"{app}.{name}: {operation.describe()}"


def _is_safe(operation: Operation, name: str, new: set[str]) -> bool:
    if isinstance(operation, operations.RunPython | operations.RunSQL):
        return name in FILLS
    if isinstance(operation, operations.AlterField):
        return name in WIDENINGS
    if not isinstance(operation, ADDS):
        return False
    if isinstance(operation, operations.CreateModel) or operation.model_name in new:
        return True
    if isinstance(operation, operations.AddField):
        return _may_be_left_out(operation.field)
    if isinstance(operation, operations.AddConstraint):
        return name in CONSTRAINTS
    return isinstance(operation, AddIndex | AddTrigrams | AddScan) or name in BLOCKING


def _may_be_left_out(field: models.Field) -> bool:
    """By an INSERT that does not know of it."""
    return field.null or field.db_default is not NOT_PROVIDED or field.many_to_many


def test_each_reason_is_needed():
    told = {*FILLS, *WIDENINGS, *CONSTRAINTS, *BLOCKING}
    assert told <= {named(app, name) for app, name in later()}


@pytest.mark.django_db
def test_the_first_version_writes_every_table_of_this_one():
    """Its own models, as they were, insert rows into the tables as they are."""
    first = [(app, "0001_initial") for app, _name in later()]
    state = loader().project_state([key for key in first if key in loader().disk_migrations])
    written = set()
    for model in state.apps.get_models():
        if model._meta.app_label in {app for app, _name in later()}:
            with transaction.atomic():
                model._base_manager.bulk_create([_sample(model)])
                transaction.set_rollback(True)
            written.add(model._meta.db_table)
    assert {"mail_message", "invitations_invitation", "workspace_workspace"} <= written


def _sample(model: type[models.Model]) -> models.Model:
    """A row with a value wherever the first version's code gives one."""
    given = {}
    for field in model._meta.concrete_fields:
        if field.has_default() or field.null or isinstance(field, models.AutoField):
            continue
        given[field.attname] = _value(field)
    return model(**given)


_VALUES: tuple[tuple[type[models.Field] | tuple[type[models.Field], ...], object], ...] = (
    (models.DateTimeField, "2026-11-24T09:00:00+00:00"),
    (models.DateField, "2026-11-24"),
    (models.BooleanField, False),
    ((models.IntegerField, models.DecimalField, models.FloatField), 1),
    (models.JSONField, {}),
    (models.BinaryField, b"x"),
)


def _value(field: models.Field) -> object:
    if isinstance(field, models.ForeignKey):
        # Nobody's: the row is gone before anybody asks.
        return public_id()[:8] if isinstance(field.target_field, models.CharField) else 987_654_321
    for kind, value in _VALUES:
        if isinstance(field, kind):
            return value
    return public_id()[: field.max_length or 8]
