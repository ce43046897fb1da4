"""What became of an invitation, as words, icons and bars."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy

from lorgnette.kernel.words import gettext_noop as _

# A pixel of paper between two parts of the bar.
BAR, GAP = 1000.0, 1.5


@dataclass(frozen=True, slots=True)
class Look:
    """An outcome as it is shown. `words` is marked for the catalogue."""

    words: str
    icon: str
    tone: str


LOOKS: Mapping[str, Look] = {
    "queued": Look(_("Queued"), "loader", "lg-faint"),
    "sending": Look(_("Sending"), "loader", "lg-faint"),
    "deferred": Look(_("Waiting to retry"), "rotate-cw", "lg-warn"),
    "sent": Look(_("Sent"), "send", "lg-muted"),
    "delayed": Look(_("Delayed on its way"), "rotate-cw", "lg-warn"),
    "delivered": Look(_("Delivered"), "mail-check", "lg-info"),
    "handed_over": Look(_("Link handed over"), "copy", "lg-info"),
    "opened": Look(_("Link opened"), "mouse-pointer-click", "lg-info"),
    "accepted": Look(_("Accepted"), "circle-check", "lg-ok"),
    "declined": Look(_("Declined"), "circle-x", "lg-muted"),
    "bounced": Look(_("Bounced"), "mail-x", "lg-bad"),
    "complained": Look(_("Reported as unwanted"), "mail-x", "lg-bad"),
    "failed": Look(_("Failed"), "mail-x", "lg-bad"),
    "revoked": Look(_("Revoked"), "ban", "lg-muted"),
    "superseded": Look(_("Replaced by a newer link"), "link-2-off", "lg-muted"),
}

# From left to right in the bar, and the outcomes each part counts.
_PARTS = (
    ("accepted", gettext_lazy("Accepted"), "lg-f-ok", ("accepted",)),
    ("delivered", gettext_lazy("Delivered"), "lg-f-info", ("delivered", "handed_over", "opened")),
    ("sent", gettext_lazy("Sent"), "lg-f-neutral", ("sent", "delayed")),
    ("queued", gettext_lazy("Queued"), "lg-f-wait", ("queued", "sending", "deferred")),
    ("bounced", gettext_lazy("Bounced"), "lg-f-bad", ("bounced",)),
    ("failed", gettext_lazy("Failed"), "lg-f-bad", ("failed",)),
    ("complained", gettext_lazy("Reported as unwanted"), "lg-f-bad", ("complained",)),
    (
        "ended",
        gettext_lazy("Declined or revoked"),
        "lg-f-d4",
        ("declined", "revoked", "superseded"),
    ),
)
_ALWAYS = frozenset({"accepted", "delivered", "sent", "queued", "bounced"})


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the bar and its tally; `x` and `width` are in thousandths of the bar."""

    words: str
    count: int
    fill: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter by outcome."""

    code: str
    words: str
    count: int


def parts(counts: Mapping[str, int], total: int) -> list[Part]:
    """The parts of the bar in order; those that never happened are left out, but the usual ones."""
    made, at = [], 0.0
    for code, words, fill, outcomes in _PARTS:
        count = sum(counts.get(outcome, 0) for outcome in outcomes)
        if not count and code not in _ALWAYS:
            continue
        wide = BAR * count / total if total else 0.0
        gap = GAP if at + wide < BAR else 0.0
        made.append(Part(str(words), count, fill, f"{at:.1f}", f"{max(0.0, wide - gap):.1f}"))
        at += wide
    return made


def chips(counts: Mapping[str, int]) -> list[Chip]:
    """The outcomes there are, the furthest first."""
    order = ("accepted", "opened", "handed_over", "delivered", "sent", "queued")
    codes = [*order, *(code for code in LOOKS if code not in order)]
    return [Chip(code, word(code), counts[code]) for code in codes if counts.get(code)]


def word(code: str) -> str:
    """The outcome in the active language."""
    return gettext(LOOKS[code].words)
