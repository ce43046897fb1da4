"""What a password may be, and its hash: NIST SP 800-63B-4 without a second factor."""

import re

from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from lorgnette.kernel.names import sort_key
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users.models import Member
from lorgnette.workspace.settings import current

LEAST, MOST = 15, 256
# What must remain of a password once the person's and the company's own words are taken out.
LEAST_OF_ITS_OWN = 8

_COMMON = CommonPasswordValidator()
_RUNS = "abcdefghijklmnopqrstuvwxyz", "0123456789" * 3, "qwertyuiopasdfghjklzxcvbnm"


class Argon2idHasher(Argon2PasswordHasher):
    """Argon2id at OWASP's floor: m = 19 MiB, t = 2, p = 1 (28 ms; Django's default costs 144)."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1


class PasswordTooShort(Refusal):
    code = "password_too_short"
    words = _("Use at least %(least)s characters; a sentence is easy to remember.")


class PasswordTooLong(Refusal):
    code = "password_too_long"
    words = _("Use at most %(most)s characters.")


class PasswordCommon(Refusal):
    code = "password_common"
    words = _("This password is among the first that a stranger would try. Choose another.")


class PasswordPersonal(Refusal):
    code = "password_personal"
    words = _("This password is made of your name, your address or your company. Choose another.")


def hash_password(raw: str) -> str:
    """About 30 ms: call it before a transaction begins."""
    return make_password(raw)


def check_password_rules(raw: str, member: Member, field: str = "password") -> None:
    """Raises the first of the refusals above. No rule asks for kinds of characters."""
    if len(raw) < LEAST:
        raise PasswordTooShort(field, least=LEAST)
    if len(raw) > MOST:
        raise PasswordTooLong(field, most=MOST)
    if _is_common(raw):
        raise PasswordCommon(field)
    if _is_personal(raw, member):
        raise PasswordPersonal(field)


def _is_common(raw: str) -> bool:
    bare = raw.casefold().strip()
    unit = _repeated_unit(bare)
    return len(unit) <= 4 or _listed(bare) or _listed(unit) or _is_run(bare)


def _listed(text: str) -> bool:
    try:
        _COMMON.validate(text)
    except ValidationError:
        return True
    return False


def _repeated_unit(text: str) -> str:
    """The shortest piece that `text` is a repetition of, the last time perhaps cut short."""
    for length in range(1, len(text) // 2 + 1):
        unit = text[:length]
        if (unit * (len(text) // length + 1))[: len(text)] == text:
            return unit
    return text


def _is_run(text: str) -> bool:
    """Letters of the alphabet, digits or a keyboard's rows, one after the other."""
    return any(text in run or text in run[::-1] for run in _RUNS)


def _is_personal(raw: str, member: Member) -> bool:
    left = sort_key(raw)
    for word in sorted(_own_words(member), key=len, reverse=True):
        left = left.replace(word, "")
    return len(re.sub(r"[\W\d_]", "", left)) < LEAST_OF_ITS_OWN and left != sort_key(raw)


def _own_words(member: Member) -> set[str]:
    told = f"{member.name} {member.address_key} {current().name} lorgnette account insight"
    return {word for word in re.split(r"[\W_]+", sort_key(told)) if len(word) >= 3}
