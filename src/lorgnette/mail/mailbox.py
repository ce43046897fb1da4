"""Reads the demo's mailbox: what its recipients would hold, newest first."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from django.db.models import Q

from lorgnette.kernel.pagination import Page, page_of
from lorgnette.mail.models import MailboxMail


@dataclass(frozen=True, slots=True)
class Line:
    """A mail in the list."""

    ref: str
    to_address: str
    subject: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """A mail as a mail program shows it; `source` is what came over the wire, decoded."""

    ref: str
    sender: str
    recipient: str
    reply_to: str
    subject: str
    received_at: datetime
    html: str
    text: str
    source: str


def lines(*, text: str = "", cursor: str = "", size: int = 25) -> Page[Line]:
    """Those whose recipient or subject holds `text`."""
    query = MailboxMail.objects.defer("source")
    if text:
        query = query.filter(Q(to_address__icontains=text) | Q(subject__icontains=text))
    page = page_of(query, ["-received_at", "-id"], size=size, cursor=cursor)
    rows = [Line(m.public_id, m.to_address, m.subject, m.received_at) for m in page.rows]
    return Page(rows=rows, next=page.next, previous=page.previous)


def opened(ref: str) -> Opened | None:
    """The mail, or None if there is none of that id."""
    row = MailboxMail.objects.filter(public_id=ref).first()
    if row is None:
        return None
    raw = bytes(row.source)
    mail = message_from_bytes(raw, policy=policy.default)
    return Opened(
        ref=row.public_id,
        sender=str(mail["From"]),
        recipient=str(mail["To"]),
        reply_to=str(mail["Reply-To"] or ""),
        subject=str(mail["Subject"]),
        received_at=row.received_at,
        html=_part(mail, "html"),
        text=_part(mail, "plain"),
        source=raw.decode("utf-8", "replace").replace("\r\n", "\n"),
    )


def _part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    return str(body.get_content()) if body is not None else ""
