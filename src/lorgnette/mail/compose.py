"""Renders a message: the letter's words, the link, the fixed facts, as plain text and HTML."""

import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from lorgnette.kernel.words import gettext_noop as _
from lorgnette.mail import about_accounts, administration, notices
from lorgnette.mail.around import ABOUT_ACCESS, around
from lorgnette.mail.facts import Fact, Values, facts, placeholder_words
from lorgnette.mail.letters import Letter
from lorgnette.mail.placeholders import Piece, pieces, replace

COLUMNS = 72
_NEVER = _("Never invite me again")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message in its recipient's language, ready to be sent or previewed."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of pieces; `button` where the link stands alone."""

    lines: list[list[Piece]]

    @property
    def button(self) -> bool:
        return len(self.lines) == 1 and [piece.is_link for piece in self.lines[0]] == [True]


@dataclass(frozen=True, slots=True)
class Layout:
    """The context of `mail/message.html`, and what the text part is written from."""

    language: str
    kind: str
    title: str
    preheader: str
    paragraphs: list[Paragraph]
    link: str
    button: str
    facts: list[Fact]
    banner: str
    notes: list[str]
    sender: str
    closing: str
    never: str
    never_label: str


def render(
    kind: str, language: str, letter: Letter, values: Values, link: str, *, never: str = ""
) -> Rendered:
    """The message as its recipient gets it. Nothing in the letter or the values is executed.

    `never` is the address by which the recipient says that they want no such mail again.
    """
    with override(language):
        words = placeholder_words(values, language)
        if kind in ABOUT_ACCESS:
            words |= notices.words(values, language)
        words |= administration.words(values) if kind in administration.KINDS else {}
        words |= about_accounts.words(values) if kind in about_accounts.KINDS else {}
        subject = one_line(replace(letter.subject, words))
        paragraphs = _paragraphs(letter.body, words)
        layout = _layout(kind, language, subject, paragraphs, values, link, never)
        html = render_to_string("mail/message.html", {"m": layout})
        return Rendered(subject=subject, text=_text(layout), html=html)


def one_line(text: str) -> str:
    """`text` without control characters and line separators: fit for a header."""
    return " ".join("".join(c if c.isprintable() or ord(c) > 0x2029 else " " for c in text).split())


def _layout(
    kind: str,
    language: str,
    subject: str,
    paragraphs: list[Paragraph],
    values: Values,
    link: str,
    never: str,
) -> Layout:
    words = around(kind, values, language)
    table = _table_of(kind)
    return Layout(
        language=language,
        kind=kind,
        title=subject,
        preheader=words.preheader,
        paragraphs=paragraphs,
        link=link,
        button=words.button,
        facts=table(values, language),
        banner=gettext("This is a test: its link opens nothing.") if kind == "test" else "",
        notes=words.notes,
        sender=", ".join(filter(None, (values.get("company"), values.get("postal_address")))),
        closing=words.closing,
        never=never,
        never_label=gettext(about_accounts.STOPS.get(kind, _NEVER)),
    )


def _table_of(kind: str) -> Callable[[Values, str], list[Fact]]:
    if kind in ABOUT_ACCESS:
        return notices.table
    if kind in about_accounts.KINDS:
        return about_accounts.table
    return administration.table if kind in administration.KINDS else facts


def _paragraphs(body: str, words: Mapping[str, str]) -> list[Paragraph]:
    blocks: list[list[list[Piece]]] = [[]]
    for line in body.replace("\r\n", "\n").strip().split("\n"):
        if line.strip():
            blocks[-1].append(list(pieces(line.strip(), words)))
        elif blocks[-1]:
            blocks.append([])
    return [Paragraph(block) for block in blocks if block]


def _text(layout: Layout) -> str:
    blocks = [_wrapped(layout.banner)] if layout.banner else []
    blocks += [_paragraph(paragraph, layout) for paragraph in layout.paragraphs]
    blocks.append("\n".join(_table(layout.facts)))
    blocks += [_wrapped(note) for note in layout.notes]
    ending = [_wrapped(layout.sender), _wrapped(layout.closing), *_never(layout)]
    closing = "\n".join(filter(None, ("-- ", *ending)))
    return "\n\n".join([*blocks, closing]) + "\n"


def _never(layout: Layout) -> list[str]:
    if not layout.never:
        return []
    return [gettext("%(label)s:") % {"label": layout.never_label}, layout.never]


def _paragraph(paragraph: Paragraph, layout: Layout) -> str:
    if paragraph.button:
        return f"{gettext('%(label)s:') % {'label': layout.button}}\n{layout.link}"
    return "\n".join(
        _wrapped("".join(layout.link if piece.is_link else piece.text for piece in line))
        for line in paragraph.lines
    )


def _table(rows: list[Fact]) -> Iterator[str]:
    if any(row.url or "\n" in row.value for row in rows):
        return _blocks(rows)
    labels = [gettext("%(label)s:") % {"label": row.label} for row in rows]
    width = max(len(label) for label in labels) + 2
    return (f"{label:<{width}}{row.value}" for label, row in zip(labels, rows, strict=True))


def _blocks(rows: list[Fact]) -> Iterator[str]:
    """Rows of several lines each: the label, what it tells, where it leads."""
    for n, row in enumerate(rows):
        lines = [*row.value.split("\n"), *filter(None, [row.url])]
        told = (_wrapped(line, first="  ", others="    ") for line in lines)
        yield "\n".join([*([""] if n else []), _wrapped(row.label), *told])


def _wrapped(text: str, first: str = "", others: str = "") -> str:
    """Lines of at most 72 columns; an address is never broken."""
    return textwrap.fill(
        text,
        COLUMNS,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )
