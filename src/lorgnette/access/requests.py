"""A person asks to keep or regain their access; an administrator extends it, or declines."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from lorgnette.access import grants, letters, settling
from lorgnette.access.last_day import check_last_day
from lorgnette.access.models import ExtensionRequest, Grant
from lorgnette.access.responsible import responsible
from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.mail import outbox
from lorgnette.workspace.settings import current

LONGEST_WHY = 300
# An unanswered wish can be repeated, and a declined one renewed, after this.
AGAIN_AFTER = timedelta(days=1)


class NothingToExtend(Refusal):
    code = "nothing_to_extend"
    status = 409
    words = _("You have no access that could be extended.")


class AskedLately(Refusal):
    code = "asked_lately"
    status = 429
    words = _("You have asked already. You can ask again a day after you last did.")


class WhyTooLong(Refusal):
    code = "why_too_long"
    words = _("This has %(length)s characters; at most %(limit)s are sent.")


class RequestUnknown(Refusal):
    code = "request_unknown"
    status = 404
    words = _("There is no such request.")


class RequestAnswered(Refusal):
    """Somebody else was quicker; `values` hold `name`."""

    code = "request_answered"
    status = 409
    words = _("%(name)s has answered this request already.")


class RequestMoot(Refusal):
    code = "request_moot"
    status = 409
    words = _("This request has closed by itself: the access was revoked or given anew.")


def ask(member_ref: str, why: str, wished_day: date | None, actor: Actor) -> None:
    """Writes the wish down, or repeats it, and mails whoever answers for the access.

    Raises `NothingToExtend`, `AskedLately`, or beside "why" and "wished_day" what is wrong there.
    """
    why = _checked_why(why, "why")
    with transaction.atomic():
        grant = _askable(member_ref)
        check_last_day(wished_day, grant.zone, "wished_day")
        request = _written(grant, why, wished_day)
        workspace = current()
        outbox.put_many([letters.asked(request, to, workspace) for to in responsible(grant)])
        wish = {"wished_day": wished_day, "request": request.public_id}
        _record("asked", grant, actor, wish, {"why": why})


def extend(ref: str, last_day: date | None, actor: Actor, *, keep: bool = False) -> None:
    """Gives what was asked for: another last day, and a locked access is opened.

    `keep` leaves a locked access's end as it is. Raises `RequestUnknown`, `RequestAnswered`,
    `RequestMoot`, and the refusals of `grants.extend` and `grants.unlock`.
    """
    with transaction.atomic():
        grant = _held(ref).grant
        member_ref, was_locked = grant.member.public_id, grant.locked_at is not None
        if not (keep and was_locked):
            grant = grants.extend(member_ref, last_day, actor)
        if was_locked:
            grant = grants.unlock(member_ref, actor)
        settling.close(grant, settling.EXTENDED, actor)
        _record("answered", grant, actor, {"answer": settling.EXTENDED, "request": ref}, {})


def decline(ref: str, note: str, actor: Actor) -> None:
    """Says no, with a sentence if there is one. Raises as `extend`, or beside "note"."""
    note = _checked_why(note, "note")
    with transaction.atomic():
        grant = _held(ref).grant
        settling.close(grant, settling.DECLINED, actor, note=note)
        answer = {"answer": settling.DECLINED, "request": ref}
        _record("answered", grant, actor, answer, {"note": note})


def _checked_why(text: str, field: str) -> str:
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if len(line) > LONGEST_WHY:
        raise WhyTooLong(field, length=len(line), limit=LONGEST_WHY)
    return line


def _askable(member_ref: str) -> Grant:
    """The person's access, held; one without an end can be asked for while it is locked alone."""
    rows = Grant.objects.select_for_update(of=("self",)).select_related("member")
    grant = rows.filter(member__public_id=member_ref, revoked_at=None).first()
    if grant is None or (grant.ends_at is None and grant.locked_at is None):
        raise NothingToExtend
    return grant


def _written(grant: Grant, why: str, wished_day: date | None) -> ExtensionRequest:
    at = clock.now()
    if ExtensionRequest.objects.filter(grant=grant, asked_at__gt=at - AGAIN_AFTER).exists():
        raise AskedLately
    request, _made = ExtensionRequest.objects.update_or_create(
        grant=grant,
        closed_at=None,
        defaults={"asked_at": at, "why": why, "wished_day": wished_day},
    )
    return request


def _held(ref: str) -> ExtensionRequest:
    """The open request, with its grant held: the grant first, as whoever changes it does."""
    rows = ExtensionRequest.objects.select_related("grant__member", "answered_by")
    request = rows.filter(public_id=ref).first()
    if request is None:
        raise RequestUnknown
    list(Grant.objects.select_for_update().filter(pk=request.grant_id).values_list("pk"))
    request = rows.get(pk=request.pk)
    if request.closed_at is None:
        return request
    if request.answer == settling.MOOT or request.answered_by is None:
        raise RequestMoot
    raise RequestAnswered(name=request.answered_by.name)


def _record(
    verb: str,
    grant: Grant,
    actor: Actor,
    values: Mapping[str, Any],
    personal: Mapping[str, str],
) -> None:
    record(
        f"access.extension_{verb}",
        actor,
        subject_kind="member",
        subject_ref=grant.member.public_id,
        values=values,
        personal={name: text for name, text in personal.items() if text},
    )
