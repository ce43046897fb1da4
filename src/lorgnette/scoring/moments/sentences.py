"""A rule's sentence with its placeholders filled: a fixed list of them, all else literal."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

PLACEHOLDERS = ("person", "account", "activity", "subject", "count", "days", "value")
# [property:plan], [property:page.path]
PROPERTY = "property:"

_ANY = re.compile(r"\[(property:[^\[\]]{1,60}|[a-z_]+)\]")


@dataclass(frozen=True, slots=True)
class Part:
    """A run of text; `role` is `person`, `account` or "" for any other words."""

    text: str
    role: str = ""


def told(sentence: str, words: Mapping[str, str]) -> list[Part]:
    """`sentence` cut into parts; a placeholder without words stays as it is written.

    What is put in is not read again.
    """
    parts, end = [], 0
    for match in _ANY.finditer(sentence):
        parts.append(Part(sentence[end : match.start()]))
        name, end = match[1], match.end()
        role = name if name in ("person", "account") else ""
        parts.append(Part(words.get(name, match[0]), role))
    parts.append(Part(sentence[end:]))
    return [part for part in parts if part.text]


def unknown(sentence: str) -> list[str]:
    """The placeholders of a sentence that are on no list, as they are written."""
    names = re.findall(r"\[([^\[\]]*)\]", sentence)
    return [name for name in names if name not in PLACEHOLDERS and not _is_property(name)]


def properties(*sentences: str) -> list[str]:
    """The names of the properties whose values the sentences hold."""
    names = (match[1] for sentence in sentences for match in _ANY.finditer(sentence))
    return sorted({name.removeprefix(PROPERTY) for name in names if name.startswith(PROPERTY)})


def _is_property(name: str) -> bool:
    return _ANY.fullmatch(f"[{name}]") is not None and name.startswith(PROPERTY)
