"""How alike what somebody typed and a name are, though letters are missing or wrong. Pure."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from lorgnette.kernel.names import sort_key

# Of 100: below it two words are two words. Of four letters one may be wrong.
ENOUGH = 74
SHORTEST_PIECE, MOST_WORDS, LONGEST = 3, 6, 60

_APART = re.compile(r"[^\w&]+|_")


def words_of(text: str) -> list[str]:
    """The words that are looked for: without accents and case, the first few."""
    return [word[:LONGEST] for word in _APART.split(sort_key(text)) if word][:MOST_WORDS]


def pieces(word: str) -> list[str]:
    """Beginning and end of a word: where one letter is wrong, one of the two is right.

    Of a word too short to be cut, itself.
    """
    if len(word) <= SHORTEST_PIECE:
        return [word]
    size = max(SHORTEST_PIECE, len(word) // 2)
    return [word[:size], word[-size:]]


def likeness(words: Sequence[str], key: str) -> float:
    """0 to 100: how well the worst of the words is met in the key; 0 below `ENOUGH`."""
    tokens = [token for token in _APART.split(key) if token]
    worst = min((_best(word, tokens, key) for word in words), default=0.0)
    return worst if worst >= ENOUGH else 0.0


def _best(word: str, tokens: Sequence[str], key: str) -> float:
    if word in key:
        return max(_literal(word, tokens))
    return max((_alike(word, token) for token in tokens), default=0.0)


def _literal(word: str, tokens: Sequence[str]) -> Iterator[float]:
    """A whole word, the beginning of one, something within; the first words weigh more."""
    yield 85.0
    for place, token in enumerate(tokens):
        if token.startswith(word):
            yield (100.0 if token == word else 95.0) - min(place, 4)


def _alike(word: str, token: str) -> float:
    """Against the whole, and against as much of it as was typed."""
    begun = fuzz.ratio(word, token[: len(word)]) - 4
    # Never as much as what is there letter by letter.
    return min(84.0, max(fuzz.ratio(word, token), begun))
