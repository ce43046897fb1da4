"""Names of companies without what they are: accents, case, legal form."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from cleanco import prepare_default_terms
from rapidfuzz import fuzz

from lorgnette.kernel.names import sort_key

_APART = re.compile(r"[^\w&]+|(?<=\w)&(?=\w)|_")
_DOTS = re.compile(r"(?<=\b\w)[./](?=\w\b)")
SHORTEST_TOKEN = 3
MOST_TOKENS = 6
LONGEST_KEY = 120


@lru_cache(maxsize=100_000)
def bare(name: str) -> str:
    """Meunier Frères S.A.R.L. → meunier freres; a name that is a legal form alone stays."""
    words = [word for word in _APART.split(_DOTS.sub("", sort_key(name))) if word]
    return " ".join(_without_form(words))


def squashed(name: str) -> str:
    """Meunier Frères SARL → meunierfreres: what a domain could be made of."""
    return bare(name).replace(" ", "").replace("&", "")[:LONGEST_KEY]


def tokens(name: str) -> list[str]:
    """The words of the bare name that are long enough to find it by, the longest first."""
    words = {word for word in bare(name).split() if len(word) >= SHORTEST_TOKEN}
    return [w[:LONGEST_KEY] for w in sorted(words, key=lambda w: (-len(w), w))[:MOST_TOKENS]]


@lru_cache(maxsize=20_000)
def similarity(one: str, other: str) -> int:
    """How alike two names are, 0 to 100; 100 for the same words in any order."""
    left, right = bare(one), bare(other)
    if not left or not right:
        return 0
    together = max(
        fuzz.token_sort_ratio(left, right),
        fuzz.ratio(left.replace(" ", ""), right.replace(" ", "")),
    )
    return round((together + fuzz.token_set_ratio(left, right)) / 2)


def _without_form(words: Sequence[str]) -> Sequence[str]:
    """The longest forms first, from the end as often as there is one, from the front once."""
    forms, most = _forms()
    left = list(words)
    while size := next((n for n in range(most, 0, -1) if tuple(left[-n:]) in forms), 0):
        if size >= len(left):
            break
        del left[-size:]
    size = next((n for n in range(most, 0, -1) if tuple(left[:n]) in forms), 0)
    if 0 < size < len(left):
        del left[:size]
    return left


@cache
def _forms() -> tuple[frozenset[tuple[str, ...]], int]:
    """The legal forms of all countries as words, and how many words the longest has."""
    told = {tuple(parts) for _size, parts in prepare_default_terms() if parts}
    return frozenset(told), max(len(form) for form in told)
