"""Makes the mail itself out of a message's row: headers that nothing can be injected into."""

from datetime import datetime
from email.generator import BytesGenerator
from email.header import Header
from email.utils import format_datetime, formataddr
from io import BytesIO

from django.core.mail import EmailMultiAlternatives

from lorgnette.mail import about_accounts
from lorgnette.mail.compose import Rendered, one_line, render
from lorgnette.mail.letters import standard_letter
from lorgnette.mail.models import Message
from lorgnette.mail.never_again import inert_never_link, list_headers, never_link
from lorgnette.mail.return_path import return_path
from lorgnette.mail.stopping import stop_link
from lorgnette.mail.texts import letter_of
from lorgnette.mail.transports import Parcel


def parcel(
    message: Message, link: str, sender_address: str, at: datetime, sender_name: str = ""
) -> Parcel:
    """The mail to send at `at`: the same Message-ID and link at each try.

    Without a `sender_name` it bears the company's name as it was when the mail was put.
    """
    ends = bool(message.values.get("last_day"))
    standard = standard_letter(message.kind, message.language, ends=ends)
    letter = letter_of(message.text) if message.text else standard
    never = _never(message)
    rendered = render(message.kind, message.language, letter, message.values, link, never=never)
    sender = mailbox(_sender_name(message, sender_name), sender_address)
    mail = _mail(message, rendered, sender, at)
    for name, value in list_headers(never).items():
        mail.extra_headers[name] = value
    return Parcel(
        sender=return_path(message.public_id, sender_address),
        recipient=message.to_address,
        message_id=message.message_id,
        subject=rendered.subject,
        content=_bytes(mail),
    )


def _never(message: Message) -> str:
    """Who is invited can say “never again”, in the mail and by the mail program's own button; so
    can whoever gets mails about their accounts.
    """
    if message.kind == "invitation":
        return never_link(message.to_address)
    if message.kind in about_accounts.KINDS:
        return stop_link(message.about_ref, message.kind)
    return inert_never_link() if message.kind == "test" else ""


def _mail(
    message: Message, rendered: Rendered, sender: str, at: datetime
) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        subject=header_text(rendered.subject),
        body=rendered.text,
        from_email=sender,
        to=[mailbox(message.to_name, message.to_address)],
        reply_to=_reply_to(message),
        headers={
            "Message-ID": message.message_id,
            "Date": format_datetime(at),
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(rendered.html, "text/html")
    return mail


def _bytes(mail: EmailMultiAlternatives) -> bytes:
    buffer = BytesIO()
    BytesGenerator(buffer, mangle_from_=False).flatten(mail.message(), linesep="\r\n")
    return buffer.getvalue()


def _reply_to(message: Message) -> list[str]:
    if not message.reply_address:
        return []
    return [mailbox(message.reply_name, message.reply_address)]


def _sender_name(message: Message, sender_name: str) -> str:
    company = sender_name or message.values.get("company") or "Lorgnette"
    inviter = message.values.get("inviter")
    return f"{inviter} via {company}" if inviter else str(company)


def mailbox(name: str, address: str) -> str:
    """`name <address>` for a header, whatever the name holds."""
    return formataddr((header_text(one_line(name)), address))


def header_text(text: str) -> str:
    """`text` as ASCII on one line; what looks like an encoded word is encoded, to stay literal."""
    if text.isascii() and "=?" not in text:
        return text
    # The first word leaves room for the header's name: else its line would begin with a fold,
    # which some programs read as a space.
    return Header(text, "utf-8", header_name="Reply-To").encode(linesep="")
