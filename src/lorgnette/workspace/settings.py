"""The company's settings: one row, read whenever they are needed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from lorgnette.audit.record import record
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.workspace.checks import agreed, checked
from lorgnette.workspace.models import Workspace

# What was read within `read_once`, at most one; None outside of it.
_read: ContextVar[list["Settings"] | None] = ContextVar("settings", default=None)


class FixedByEnvironment(Refusal):
    code = "fixed_by_environment"
    words = _("This is fixed by %(variable)s, in the environment of the server.")


class ChangedMeanwhile(Refusal):
    """`changes` holds the old and the new value of each setting that somebody else changed."""

    code = "settings_changed_meanwhile"
    words = _("Somebody else changed these settings meanwhile. Nothing was saved.")
    status = 409

    def __init__(self, changes: Mapping[str, tuple[Any, Any]]) -> None:
        super().__init__()
        self.changes = changes


@dataclass(frozen=True, slots=True)
class Settings:
    """As they are now.

    `zone` is an IANA name, `language` a code and one of `languages`, `link_days` 1 to 30;
    `sender_name` may be empty: mail then bears the company's name. None is no limit:
    `seat_limit` of sales users, `domain_hourly` mails to one recipient domain. `inviter_daily`
    are invitations by one person, `address_daily` mails to one address. From the hour `quiet_from`
    until `quiet_until` nobody is mailed about their accounts. While `mail_held_at` is
    set no mail leaves.
    """

    name: str
    postal_address: str
    zone: str
    language: str
    sender_address: str
    link_days: int
    sender_name: str
    languages: tuple[str, ...]
    seat_limit: int | None
    domain_hourly: int | None
    inviter_daily: int
    address_daily: int
    reminders: bool
    session_idle_days: int
    session_days: int
    audit_months: int
    mail_months: int
    quiet_from: int
    quiet_until: int
    mail_held_at: datetime | None


def current() -> Settings:
    """One cheap read, right in every process; defaults until something was changed."""
    read = _read.get()
    if read:
        return read[0]
    found = _of(Workspace.objects.filter(pk=1).first() or Workspace(pk=1))
    if read is not None:
        read.append(found)
    return found


@contextmanager
def read_once() -> Iterator[None]:
    """Within the block, as short as a page takes, `current` reads them when it is first asked."""
    token = _read.set([])
    try:
        yield
    finally:
        _read.reset(token)


def fixed() -> Mapping[str, str]:
    """The settings that the environment fixes, and the variable that does it."""
    return {name: f"LORGNETTE_{name.upper()}" for name in settings.FIXED_SETTINGS}


def change(actor: Actor, *, seen: Mapping[str, Any] | None = None, **changes: Any) -> Settings:
    """Changes the named settings.

    `seen` are values that the change was decided on: where one of them is no longer so, nothing
    is changed. Raises the refusals above, those of `checks`, or those of names and addresses.
    """
    wanted = {name: checked(name, value) for name, value in changes.items()}
    with transaction.atomic():
        old = locked()
        _still(old, seen or {})
        _free(old, wanted)
        new = replace(old, **wanted)
        agreed(new)
        moved = moves(old, new)
        if moved:
            write(actor, "settings.changed", new, moved)
    return new


def locked() -> Settings:
    """As they are, in the caller's transaction, with the row locked until it ends."""
    Workspace.objects.get_or_create(pk=1)
    return _of(Workspace.objects.select_for_update().get(pk=1))


def moves(old: Settings, new: Settings) -> dict[str, dict[str, Any]]:
    """The old and the new value of each setting that differs."""
    both = {f.name: (getattr(old, f.name), getattr(new, f.name)) for f in fields(Settings)}
    return {name: {"old": was, "new": now} for name, (was, now) in both.items() if was != now}


def write(actor: Actor, verb: str, new: Settings, moved: Mapping[str, Any]) -> None:
    """Writes what moved and records it. Raises nothing."""
    row = {name: _stored(getattr(new, name)) for name in moved}
    Workspace.objects.filter(pk=1).update(**row)
    (_read.get() or []).clear()
    record(verb, actor, subject_kind="workspace", subject_ref="settings", values=dict(moved))


def _of(row: Workspace) -> Settings:
    values = {f.name: getattr(row, f.name) for f in fields(Settings)}
    values["languages"] = tuple(row.languages.split())
    return Settings(**values | settings.FIXED_SETTINGS)


def _stored(value: Any) -> Any:
    return " ".join(value) if isinstance(value, tuple) else value


def _still(now: Settings, seen: Mapping[str, Any]) -> None:
    changed = {
        name: (value, getattr(now, name))
        for name, value in seen.items()
        if getattr(now, name) != value
    }
    if changed:
        raise ChangedMeanwhile(changed)


def _free(now: Settings, wanted: Mapping[str, Any]) -> None:
    for name, variable in fixed().items():
        if name in wanted and wanted[name] != getattr(now, name):
            raise FixedByEnvironment(name, variable=variable)
