"""The texts as step 3 edits them: one for each language among the recipients."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext

from lorgnette.invitations import draft
from lorgnette.invitations.answers import Answers
from lorgnette.mail.letters import MAX_BODY, MAX_SUBJECT, Letter, standard_letter
from lorgnette.mail.placeholders import LINK, PLACEHOLDERS
from lorgnette.web.admin.invite.choice import clean
from lorgnette.web.admin.invite.errors import Errors

LANGUAGES: Mapping[str, str] = dict(settings.LANGUAGES)
# What a post may hold at most: far over the limits, which are told beside the field.
SLACK = 4


@dataclass(frozen=True, slots=True)
class Chip:
    """A placeholder as a button; `code` is what it inserts."""

    code: str
    words: str
    used: bool


@dataclass(frozen=True, slots=True)
class Editor:
    """One text. `standard` is what it goes back to; `count` how many will read it."""

    language: str
    name: str
    count: int
    letter: Letter
    standard: Letter
    edited: bool
    has_link: bool
    chips: list[Chip]
    subject_error: str
    body_error: str


def editors(answers: Answers, counts: Mapping[str, int], errors: Errors) -> list[Editor]:
    """The texts, in the order of `counts`."""
    letters = draft.letters_for(answers)
    return [
        _editor(language, letters[language], count, answers, errors)
        for language, count in counts.items()
    ]


def in_order(counts: Mapping[str, int]) -> dict[str, int]:
    """The languages, the most read first."""
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def letters_typed(post: QueryDict, answers: Answers) -> dict[str, Letter]:
    """All texts: those in the form as typed, the others as they were."""
    typed = {
        language: Letter(
            clean(post.get(f"{language}_subject", ""))[: MAX_SUBJECT * SLACK],
            clean(post.get(f"{language}_body", "")).replace("\r\n", "\n")[: MAX_BODY * SLACK],
        )
        for language in LANGUAGES
        if f"{language}_subject" in post and f"{language}_body" in post
    }
    return {**answers.letters, **typed}


def fields(counts: Mapping[str, int]) -> list[str]:
    """The fields of the form, in the order they are seen."""
    return [f"{language}_{part}" for language in counts for part in ("subject", "body")]


def _editor(language: str, letter: Letter, count: int, answers: Answers, errors: Errors) -> Editor:
    return Editor(
        language=language,
        name=LANGUAGES.get(language, language),
        count=count,
        letter=letter,
        standard=standard_letter("invitation", language, ends=answers.last_day is not None),
        edited=language in answers.letters,
        has_link=LINK in letter.body,
        chips=[
            Chip(f"[{name}]", words, f"[{name}]" in letter.body)
            for name, words in _placeholders().items()
        ],
        subject_error=errors.by_field.get(f"{language}_subject", ""),
        body_error=errors.by_field.get(f"{language}_body", ""),
    )


def _placeholders() -> dict[str, str]:
    words = {
        "first_name": gettext("First name"),
        "inviter": gettext("Inviter"),
        "accounts": gettext("Accounts"),
        "access_expires": gettext("Access expires"),
        "company": gettext("Company"),
        "link": gettext("Link"),
    }
    return {name: words[name] for name in PLACEHOLDERS}
