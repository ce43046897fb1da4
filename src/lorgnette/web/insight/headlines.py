"""The sentence over the list: what moved this week, and where to begin."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from lorgnette.insight.standing import Headline
from lorgnette.web.insight.figures import points
from lorgnette.web.insight.phrases import in_words

_GAP = "\0"


@dataclass(frozen=True, slots=True)
class Sentence:
    """`then` leads to the account `ref`; both may be ""."""

    what: str
    before: str
    name: str
    after: str
    ref: str


def sentence(headline: Headline, *, own: bool) -> Sentence:
    """In the reader's language; `own` says "your accounts" rather than "the accounts"."""
    before, _name, after = _then(headline).partition(_GAP)
    return Sentence(
        what=_what(headline, own=own),
        before=before,
        # "Kıvılcım Enerji A.Ş." already ends as the sentence does.
        name=headline.first.removesuffix("."),
        after=after,
        ref=headline.first_ref,
    )


def _what(headline: Headline, *, own: bool) -> str:
    if headline.total == 1:
        return _of_one(headline, own=own)
    if headline.total == headline.jumped and own:
        return gettext("All your accounts jumped this week.")
    return _of_many(headline.jumped, own=own) % {
        "jumped": in_words(headline.jumped),
        "total": points(headline.total),
    }


def _of_one(headline: Headline, *, own: bool) -> str:
    if headline.jumped and own:
        return gettext("Your account jumped this week.")
    if headline.jumped:
        return gettext("The account jumped this week.")
    if own:
        return gettext("Your account did not jump this week.")
    return gettext("The account did not jump this week.")


def _of_many(jumped: int, *, own: bool) -> str:
    if not jumped:
        return (
            gettext("None of your %(total)s accounts jumped this week.")
            if own
            else gettext("None of the %(total)s accounts jumped this week.")
        )
    if own:
        return ngettext(
            "%(jumped)s of your %(total)s accounts jumped this week.",
            "%(jumped)s of your %(total)s accounts jumped this week.",
            jumped,
        )
    return ngettext(
        "%(jumped)s of the %(total)s accounts jumped this week.",
        "%(jumped)s of the %(total)s accounts jumped this week.",
        jumped,
    )


def _then(headline: Headline) -> str:
    if not headline.first or headline.total == 1:
        return ""
    if headline.jumped:
        return gettext("Start with %(name)s.") % {"name": _GAP}
    return gettext("%(name)s leads.") % {"name": _GAP}
