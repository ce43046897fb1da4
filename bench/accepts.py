"""Accepting: one link many times at once, and many links each once."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.db import connection, transaction

from bench.machine import hashes_per_second, seconds
from bench.rows import Row
from lorgnette.access.models import Grant
from lorgnette.audit.models import Head
from lorgnette.invitations import accept
from lorgnette.users.models import User
from lorgnette.users.passwords import hash_password
from tests.cast import invited
from tests.trust.races import at_once

AT_ONCE, THREADS = 50, 4
SENTENCE = "curtain-up at eight tonight"


def measure(*, quick: bool) -> list[Row]:
    invited.aubier()
    helene = invited.administrator()
    return [*_one_link(helene, 3 if quick else 20), *_many_links(helene, 40 if quick else 120)]


def _one_link(helene: User, rounds: int) -> list[Row]:
    told = [_round(helene, number) for number in range(rounds)]
    exact = sum(one == {"done": 1, "link_used": AT_ONCE - 1} for one in told)
    if exact != rounds or Grant.objects.count() != rounds:
        raise RuntimeError(f"Not exactly one of each round: {dict(sum(told, Counter()))}")
    what = f"rounds of {AT_ONCE} at once on one link, exactly one accepted"
    return [_row(what, exact, "rounds", exact / rounds, f"{rounds} rounds")]


def _round(helene: User, number: int) -> Counter[str]:
    """Nothing is hashed: that would only keep the fifty from meeting."""
    person = invited.crm_user("Kim", f"Number {number}")
    invited.invite(helene, person)
    return at_once([partial(_accept_hashed, invited.token(person))] * AT_ONCE)


def _many_links(helene: User, count: int) -> list[Row]:
    people = [invited.crm_user("Lou", f"Number {number}") for number in range(count)]
    invited.invite(helene, *people)
    tokens = [invited.token(person) for person in people]
    alone, at_once_ = tokens[: count // 4], tokens[count // 4 :]
    hashing = [seconds(lambda: hash_password(SENTENCE)) for _token in alone]
    rest = [seconds(partial(_accept_hashed, token)) for token in alone]
    hash_ms, rest_ms = (1000 * sum(each) / len(alone) for each in (hashing, rest))
    commit_ms = 1000 / _commits_per_second()
    rate, ceiling = _accepts_per_second(at_once_), hashes_per_second()
    beside = f"hashing alone, {ceiling:.0f} a second"
    return [
        _row(f"different links, {THREADS} threads", rate, "accepts/s", rate / ceiling, beside),
        _row("of one accept: hashing the password", hash_ms, "ms"),
        _row(
            "of one accept: all the rest",
            rest_ms,
            "ms",
            rest_ms / commit_ms,
            f"a bare commit, {commit_ms:.2f} ms",
        ),
    ]


def _accept(token: str) -> None:
    """As the page does it: the password is hashed before the transaction."""
    accept.accept(token, password_hash=hash_password(SENTENCE))


def _accept_hashed(token: str) -> None:
    accept.accept(token, password_hash=invited.UNUSABLE_HASH)


def _accepts_per_second(tokens: list[str]) -> float:
    with ThreadPoolExecutor(THREADS) as pool:
        began = time.perf_counter()
        list(pool.map(_accept, tokens))
        rate = len(tokens) / (time.perf_counter() - began)
        list(pool.map(lambda _thread: connection.close(), range(THREADS)))
    return rate


def _commits_per_second(count: int = 100) -> float:
    return count / seconds(lambda: [_commit(number) for number in range(count)])


def _commit(number: int) -> None:
    with transaction.atomic():
        Head.objects.update_or_create(pk=2, defaults={"seq": number})


def _row(what: str, value: float, unit: str, ratio: float | None = None, beside: str = "") -> Row:
    return Row(
        section="accept",
        what=what,
        value=value,
        unit=unit,
        engine="its",
        ratio=ratio,
        beside=beside,
    )
