"""Interesting moments as lines: in the reader's language, newest first, of one kind or all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from lorgnette.insight.moments import Moments
from lorgnette.scoring.moments import definition as defined
from lorgnette.scoring.moments.read import FoundMoment, sentence
from lorgnette.scoring.moments.sentences import Part
from lorgnette.web.reader import language

KINDS: Mapping[str, tuple[Promise, str]] = {
    defined.MILESTONE: (gettext_lazy("Milestone"), "flag"),
    defined.WEB: (gettext_lazy("Web"), "mouse-pointer-click"),
    defined.EMAIL: (pgettext_lazy("kind of activity", "E-mail"), "mail-open"),
}


@dataclass(frozen=True, slots=True)
class MomentLine:
    """A moment: its sentence cut around the names, and below it its kind and the subject.

    `person_ref` is "" where nobody is known.
    """

    icon: str
    is_milestone: bool
    parts: Sequence[Part]
    below: str
    at: datetime
    person_ref: str = ""


@dataclass(frozen=True, slots=True)
class MomentChip:
    """A kind to choose; `href` leads to its moments."""

    words: str
    is_on: bool
    href: str


@dataclass(frozen=True, slots=True)
class MomentLines:
    """The context of `insight/_moments.html` and `insight/_moment_lines.html`.

    `older_href` leads to the next ones, "" at the end; `are_more` where they come below others.
    """

    lines: Sequence[MomentLine]
    chips: Sequence[MomentChip]
    none: str
    older_href: str
    are_more: bool


def moment_lines(ref: str, found: Moments, *, are_more: bool = False) -> MomentLines:
    """The moments of the account `ref`, with the way to older ones."""
    return MomentLines(
        lines=[moment_line(row) for row in found.rows],
        chips=_chips(ref, found.kind),
        none=_none(found.kind),
        older_href=_href(ref, kind=found.kind, before=found.older) if found.older else "",
        are_more=are_more,
    )


def moment_line(moment: FoundMoment) -> MomentLine:
    """One of them."""
    words, icon = KINDS[moment.kind]
    # Where several were counted the last one's subject tells little.
    subject = moment.values.get("subject", "") if moment.values.get("count", 1) == 1 else ""
    parts = sentence(moment, language())
    told = "".join(part.text for part in parts)
    return MomentLine(
        icon=icon,
        is_milestone=moment.kind == defined.MILESTONE,
        parts=parts,
        below=f"{words} · {subject}" if subject and subject not in told else str(words),
        at=moment.at,
        person_ref=moment.person_ref,
    )


def _chips(ref: str, chosen: str) -> list[MomentChip]:
    kinds = [("", gettext("All")), *((kind, str(words)) for kind, (words, _) in KINDS.items())]
    return [MomentChip(words, kind == chosen, _href(ref, kind=kind)) for kind, words in kinds]


def _none(kind: str) -> str:
    if kind:
        return gettext("No moment of this kind yet.")
    return gettext("No interesting moment yet.")


def _href(ref: str, **asked: str) -> str:
    query = urlencode({name: value for name, value in asked.items() if value})
    return reverse("account_moments", args=[ref]) + (f"?{query}" if query else "")
