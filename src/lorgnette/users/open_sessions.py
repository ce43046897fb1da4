"""The browsers that a person is signed in with: listed, and forgotten when they sign out."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef

from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.users.models import OpenSession, User
from lorgnette.users.session_store import kept_key
from lorgnette.users.sessions import end_all


@dataclass(frozen=True, slots=True)
class OpenLine:
    """One browser: `agent` is what it says it is, `is_here` whether it is the one that asks."""

    began_at: datetime
    seen_at: datetime
    ip: str
    agent: str
    is_here: bool


def began(session_key: str, user: User, at: datetime, *, ip: str, agent: str) -> None:
    """A sign-in of `at`, now under this key."""
    OpenSession.objects.update_or_create(
        key=kept_key(session_key),
        defaults={
            "user": user,
            "salt": user.session_salt,
            "began_at": at,
            "seen_at": clock.now(),
            "ip": ip[:45],
            "agent": agent[:300],
        },
    )


def seen(session_key: str, *, ip: str) -> None:
    """Call it every few minutes of use."""
    rows = OpenSession.objects.filter(key=kept_key(session_key))
    rows.update(seen_at=clock.now(), ip=ip[:45])


def forget(session_key: str) -> None:
    """It was signed out."""
    OpenSession.objects.filter(key=kept_key(session_key)).delete()


def open_sessions(user: User, session_key: str) -> list[OpenLine]:
    """Those of `user` that are still good, the last used first."""
    here = kept_key(session_key)
    rows = OpenSession.objects.filter(_lasting(), user=user, salt=user.session_salt)
    return [
        OpenLine(row.began_at, row.seen_at, row.ip, row.agent, row.key == here)
        for row in rows.order_by("-seen_at", "key")
    ]


def end_others(user: User, actor: Actor) -> None:
    """Ends all the person's sessions; the caller goes on with the one that asks."""
    end_all(user.member.public_id)
    user.refresh_from_db(fields=["session_salt"])
    OpenSession.objects.filter(user=user).delete()
    record(
        "user.signed_out_everywhere",
        actor,
        subject_kind="member",
        subject_ref=user.member.public_id,
    )


def prune() -> int:
    """Forgets those whose session is gone; returns how many."""
    number, _by_table = OpenSession.objects.exclude(_lasting()).delete()
    return number


def _lasting() -> Exists:
    return Exists(Session.objects.filter(session_key=OuterRef("key"), expire_date__gt=clock.now()))
