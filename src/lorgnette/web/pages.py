"""Answers with a page: the room's own context, and what every page shows around it."""

import json
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from lorgnette.access.viewing import Looking
from lorgnette.kernel.refusals import Refusal
from lorgnette.mail.route import uses_mailbox
from lorgnette.web.looking import HEADER, looking
from lorgnette.web.moments import long_day
from lorgnette.web.reader import language
from lorgnette.workspace.settings import Settings, current

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
else:
    DataclassInstance = Any


@dataclass(frozen=True, slots=True)
class Chrome:
    """What surrounds a page. `room` marks the entry of the tree or bar; `name` is "" unsigned."""

    room: str
    name: str
    is_administrator: bool
    language: str
    has_mailbox: bool
    company: str
    headers: str
    path: str
    mail_held_at: datetime | None
    # Those offered, and the reader's own.
    languages: tuple[str, ...]
    # As whom an administrator looks at Account Insight.
    viewing: Looking | None


def page(
    request: HttpRequest,
    template: str,
    context: DataclassInstance,
    *,
    room: str = "",
    status: int = 200,
) -> HttpResponse:
    """The template with the context's fields, and `chrome`."""
    values = {field.name: getattr(context, field.name) for field in fields(context)}
    company = current()
    values["chrome"] = _chrome(request, room, company)
    # Instants are said in the company's zone, read once a page.
    with timezone.override(company.zone):
        return render(request, template, values, status=status)


def say(refusal: Refusal) -> str:
    """The refusal in words, in the language that is active, its days written out."""
    values = {name: _written(value) for name, value in refusal.values.items()}
    return gettext(refusal.words) % values


def _written(value: object) -> object:
    return long_day(value, language()) if isinstance(value, date) else value


def _chrome(request: HttpRequest, room: str, company: Settings) -> Chrome:
    # No user at all: the request failed before the session was read.
    user: Any = getattr(request, "user", None) or AnonymousUser()
    seen_as = looking(request)
    return Chrome(
        room=room,
        name=user.member.name if user.is_authenticated else "",
        is_administrator=getattr(user, "is_administrator", False),
        language=language(),
        has_mailbox=uses_mailbox(),
        company=company.name,
        # htmx sends them with every request of the page.
        headers=json.dumps(
            {"X-CSRFToken": get_token(request)} | ({HEADER: seen_as.ref} if seen_as else {})
        ),
        path=request.get_full_path(),
        mail_held_at=company.mail_held_at,
        languages=(*company.languages, language()),
        viewing=seen_as,
    )
