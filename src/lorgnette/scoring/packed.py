"""What an account's people did by day, packed: all accounts are weighed at once in a second. Pure.

A packed value is a row of 32-bit numbers: how many people, for each of them their id in two halves
and how many entries they have, then the entries. An entry is a day, a type and how often.
"""

import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from zlib import crc32

from lorgnette.activities.types import TYPES
from lorgnette.scoring.model import HORIZON_DAYS, SUM_DAY_CAP, Model, Tally

_WORD = "I"
_BYTES = 4
# Days are counted from here; 16 bits of them, 5 of the type, 10 of how often.
_EPOCH = date(2000, 1, 1).toordinal()
_DAYS, _TIMES, _KINDS = 2**16, 10, 5
_ID = 32
_HEAD = 3
# No model counts more on a day.
_MOST = SUM_DAY_CAP

_CODES = tuple(kind.code for kind in TYPES)
_PLACE = {code: place for place, code in enumerate(_CODES)}
# What the numbers of types mean: of another book, a packed value cannot be read.
BOOK = crc32(f"1 {' '.join(_CODES)}".encode())

# What an entry is worth.
Worth = Callable[[int], int]


def pack(tallies: Iterable[Tally]) -> bytes:
    """Those that any model can count; b"" if there are none."""
    entries: dict[int, list[int]] = {}
    for person, kind, day, times, _factor in tallies:
        place, days = _PLACE.get(kind), day.toordinal() - _EPOCH
        if place is not None and 0 <= days < _DAYS:
            entry = ((days << _KINDS | place) << _TIMES) | min(times, _MOST)
            entries.setdefault(person, []).append(entry)
    words = array(_WORD, [len(entries)])
    for person, found in entries.items():
        words.extend((person & (2**_ID - 1), person >> _ID, len(found)))
    for found in entries.values():
        words.extend(found)
    return _as_bytes(words) if entries else b""


def people(packed: bytes) -> Iterator[tuple[int, Sequence[int]]]:
    """Each person with their entries."""
    words = _words(packed)
    start = 1 + _HEAD * words[0]
    for place in range(1, start, _HEAD):
        end = start + words[place + 2]
        yield words[place] | words[place + 1] << _ID, words[start:end]
        start = end


def raw(packed: bytes, worth: Worth, model: Model, factors: Mapping[int, int]) -> int:
    """R of an account, in the model's units: that of `model.raw` for what was packed.

    `factors` are those of people, by id, where they are not that of everybody.
    """
    once, most = model.once, model.most_a_person
    if not factors:
        words = _words(packed)
        total = sum(map(worth, words[1 + _HEAD * words[0] :])) * once
        if total <= most:  # so that nobody is above it
            return total
    total = 0
    for person, entries in people(packed):
        points = sum(map(worth, entries)) * factors.get(person, once)
        total += points if points < most else most
    return total


class _Worths(dict[int, int]):
    """What each entry is worth at the end of a day; one that is met again is not computed again."""

    def __init__(self, model: Model, today: date) -> None:
        weights, decays = model.weights, model.decays
        self._weights = [weights.get(code, 0) for code in _CODES]
        self._left = {
            (today - timedelta(days=age)).toordinal() - _EPOCH: decays[age]
            for age in range(HORIZON_DAYS + 1)
        }
        self._most = model.most_a_day

    def __missing__(self, entry: int) -> int:
        times, kind = entry & (2**_TIMES - 1), (entry >> _TIMES) & (2**_KINDS - 1)
        left = self._left.get(entry >> (_TIMES + _KINDS), 0)
        found: int = min(times, self._most) * self._weights[kind] * left
        self[entry] = found
        return found


def worths(model: Model, today: date) -> Worth:
    """What an entry is worth at the end of `today`, in units of `model.POINT`."""
    return _Worths(model, today).__getitem__


def _as_bytes(words: "array[int]") -> bytes:
    if sys.byteorder == "big":
        words.byteswap()
    return words.tobytes()


def _words(packed: bytes) -> "array[int]":
    words = array(_WORD)
    words.frombytes(packed)
    if sys.byteorder == "big":
        words.byteswap()
    return words
