"""A potential person and the accounts as a page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext

from lorgnette.matching.potential import Offer, Potential
from lorgnette.matching.review import Answered
from lorgnette.web.matching import words
from lorgnette.web.moments import number
from lorgnette.web.reader import language


@dataclass(frozen=True, slots=True)
class Said:
    """One comparison and what it is worth."""

    words: str
    points: int


@dataclass(frozen=True, slots=True)
class OfferCard:
    """`equals_words` is "" where nobody else has the same evidence."""

    account_ref: str
    account_name: str
    where: str
    rule: str
    reason: str
    score: int
    said: Sequence[Said]
    alike: str
    equals: int
    equals_words: str


@dataclass(frozen=True, slots=True)
class PersonCard:
    """`title_id` names the card within the page."""

    ref: str
    name: str
    about: str
    title_id: str
    offers: Sequence[OfferCard]


@dataclass(frozen=True, slots=True)
class PersonContext:
    """The context of `matching/_person.html`."""

    card: PersonCard
    answer_url: str
    links_accounts: bool
    can_answer: bool = True
    has_focus: bool = True


@dataclass(frozen=True, slots=True)
class AnsweredContext:
    """The context of `matching/_answered.html`; `accepted` is None after an undo."""

    answered: Answered
    answer_url: str


def person_card(person: Potential) -> PersonCard:
    """In words."""
    about = (person.title, person.company, person.address)
    return PersonCard(
        ref=person.ref,
        name=person.name or person.address,
        about=" · ".join(part for part in about if part and part != person.name),
        title_id=f"person-{person.ref}",
        offers=[_offer(offer) for offer in person.offers],
    )


def _offer(offer: Offer) -> OfferCard:
    return OfferCard(
        account_ref=offer.account_ref,
        account_name=offer.account_name,
        where=" · ".join(part for part in (offer.account_domain, offer.place) if part),
        rule=words.rule(offer.rule),
        reason=words.reason(offer.reason),
        score=offer.score,
        said=[
            Said(words.evidence(offer.rule, code, theirs, accounts), points)
            for code, theirs, accounts, points in offer.compared
        ],
        alike=offer.alike,
        equals=offer.equals,
        equals_words=_equals(offer.equals) if offer.equals > 1 else "",
    )


def _equals(count: int) -> str:
    sentence = ngettext(
        "%(count)s person has this evidence for this account",
        "%(count)s people have this evidence for this account",
        count,
    )
    return sentence % {"count": number(count, language())}
