"""Writes the rows of a kind into its CSV file, and words into addresses."""

import csv
import re
from collections.abc import Iterable
from pathlib import Path

from lorgnette.kernel.names import sort_key


def write(path: Path, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> int:
    """UTF-8, commas, a header line; returns how many rows."""
    total = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(columns)
        for row in rows:
            out.writerow(row)
            total += 1
    return total


def slug(words: str) -> str:
    """The Latin letters and digits of `words` in lower case, with hyphens between the words."""
    plain = re.sub(r"[’'`.]", "", sort_key(words))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50]


def local_part(first_name: str, last_name: str) -> str:
    """What stands before the @: `jean-baptiste.legoff`; names in two scripts count once."""
    family = slug(last_name.partition("(")[0]) or slug(last_name)
    return ".".join(filter(None, [slug(first_name), family.replace("-", "")])) or "contact"


class Taken:
    """Makes each of a kind of names unique: the second gets a 2."""

    def __init__(self) -> None:
        self._times: dict[str, int] = {}

    def unique(self, name: str) -> str:
        times = self._times[name] = self._times.get(name, 0) + 1
        return name if times == 1 else self.unique(f"{name}{times}")
