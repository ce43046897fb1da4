"""Puts a copy in the place of the database, where it mails nobody until somebody says so."""

import os
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import Error, connection, transaction

from lorgnette.audit.record import record
from lorgnette.kernel.actor import Actor
from lorgnette.mail.restored import flag_unfinished
from lorgnette.operations import readiness, tables
from lorgnette.operations.backup import manifest as manifests
from lorgnette.operations.backup import postgresql, sqlite
from lorgnette.operations.backup.manifest import Manifest
from lorgnette.operations.backup.trouble import Trouble
from lorgnette.workspace import presence
from lorgnette.workspace.holding import hold_mail
from lorgnette.workspace.leases import forget_all

# What an installation has before anybody did anything.
_OF_ITSELF = frozenset({"workspace"})


@dataclass(frozen=True, slots=True)
class Restored:
    """`unfinished` messages are flagged and held; `kept` is the database before, if anywhere."""

    manifest: Manifest
    unfinished: int
    migrated: int
    kept: str
    same_key: bool


def restore(folder: Path, actor: Actor, *, replace: bool) -> Restored:
    """May I, is it whole, is there room: then at one stroke. Raises `Trouble`."""
    told = manifests.read(folder)
    _fits(told)
    _nobody_works()
    empty = _is_empty()
    if not replace and not empty:
        raise Trouble("The database is not empty. Add --replace to put the copy in its place.")
    file = manifests.check(folder, told)
    engine = postgresql if told.engine == "postgresql" else sqlite
    engine.check(file)
    done: list[int] = []
    kept = engine.put_back(file, lambda: done.append(_prepare(told, actor)), keep=not empty)
    migrated = len(readiness.known() - {_key(name) for name in told.migrations})
    secrets = [manifests.key_mark(secret) for secret in settings.SEALING_SECRETS]
    return Restored(told, done[0], migrated, kept, told.key_mark in secrets)


def _fits(told: Manifest) -> None:
    if told.engine != connection.vendor:
        raise Trouble(
            f"The copy is of {told.engine}, and this installation’s database is "
            f"{connection.vendor}: set LORGNETTE_DATABASE_URL to one of its kind."
        )
    ours = {app for app, _name in readiness.known()}
    newer = [
        name
        for name in told.migrations
        if _key(name)[0] in ours and _key(name) not in readiness.known()
    ]
    if newer:
        raise Trouble(
            f"The copy was made by a later version ({told.version}), whose tables this one does "
            f"not know ({newer[0]}). Install that version first."
        )


def _nobody_works() -> None:
    """Whoever goes on writing would write into what is gone."""
    try:
        living = [process for process in presence.living() if not _has_died(process.holder)]
    except Error:
        return  # No tables yet, or a database that is damaged: nobody can work.
    if living:
        first = min(living, key=lambda process: process.seen_at)
        until = _lapses(first.seen_at)
        raise Trouble(
            f"A {first.kind} process is at work ({first.holder.rpartition(':')[0]}): stop web and "
            f"worker first. Where it died without a word, wait until {until:%H:%M:%S} UTC."
        )


def _lapses(seen_at: datetime) -> datetime:
    return seen_at + timedelta(seconds=presence.ALIVE_SECONDS)


def _has_died(holder: str) -> bool:
    """Of a process of this machine that is known at once."""
    host, pid, _random = holder.rsplit(":", 2)
    if host != socket.gethostname()[:20]:
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _is_empty() -> bool:
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return True
    there = set(connection.introspection.table_names())
    return not any(
        model._base_manager.exists()
        for model in apps.get_models()
        if model.__module__.startswith("lorgnette.")
        and model._meta.app_label not in _OF_ITSELF
        and model._meta.db_table in there
    )


def _prepare(told: Manifest, actor: Actor) -> int:
    """Brings the tables up to date and holds all mail back."""
    tables.bring_up()
    with transaction.atomic():
        hold_mail(actor)
        forget_all()
        unfinished = flag_unfinished(actor)
        values = {"made_at": told.made_at, "version": told.version, "unfinished": unfinished}
        record(
            "backup.restored",
            actor,
            subject_kind="workspace",
            subject_ref="database",
            values=values,
        )
    return unfinished


def _key(name: str) -> tuple[str, str]:
    app, _dot, migration = name.partition(".")
    return app, migration
