"""The message as the chosen recipient gets it."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from lorgnette.invitations import draft
from lorgnette.invitations.answers import Answers
from lorgnette.invitations.recipients import Recipient
from lorgnette.kernel.actor import Actor
from lorgnette.web.admin.invite.choice import clean
from lorgnette.workspace.settings import current

SHOWN = 50
VIEWS = ("html", "text")
# The mail's own styles and nothing else: no script, no link that leads anywhere, no other host.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; sandbox"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which text is looked at, as whom, and as `html` or `text`."""

    language: str
    recipient_ref: str
    view: str


@dataclass(frozen=True, slots=True)
class Live:
    """What follows the typing: the head of the mail, its plain text, the address of its frame."""

    asked: Asked
    sender: str
    sender_address: str
    name: str
    address: str
    subject: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What stands right of the editor: as whom, and the mail itself."""

    options: Sequence[Recipient]
    live: Live


def asked(given: QueryDict, languages: Sequence[str]) -> Asked:
    """From an address or a form; what is not there is the first."""
    language, view = given.get("language", ""), given.get("view", "")
    return Asked(
        language=language if language in languages else next(iter(languages), "en"),
        recipient_ref=clean(given.get("as", ""))[:20],
        view=view if view in VIEWS else VIEWS[0],
    )


def preview(
    draft_ref: str, answers: Answers, actor: Actor, wanted: Asked, sample: Sequence[Recipient]
) -> Preview:
    """Raises `NobodyInvitable`."""
    options = [one for one in sample if one.language == wanted.language][:SHOWN]
    refs = [one.ref for one in options]
    ref = wanted.recipient_ref if wanted.recipient_ref in refs else next(iter(refs), "")
    shown = Asked(wanted.language, ref, wanted.view)
    return Preview(options, live(draft_ref, answers, actor, shown))


def live(draft_ref: str, answers: Answers, actor: Actor, shown: Asked) -> Live:
    """Raises `NobodyInvitable`."""
    rendered = draft.preview(answers, actor, shown.recipient_ref, shown.language)
    values, workspace = draft.values_for(answers, actor, shown.recipient_ref), current()
    return Live(
        asked=shown,
        sender=f"{actor.name} via {workspace.name}",
        sender_address=workspace.sender_address,
        name=str(values["name"]),
        address=str(values["address"]),
        subject=rendered.subject,
        text=rendered.text,
        source=_source(draft_ref, shown),
    )


def _source(draft_ref: str, shown: Asked) -> str:
    query = urlencode({"language": shown.language, "as": shown.recipient_ref})
    return f"{reverse('invite_preview', args=[draft_ref])}?{query}"
