"""The rows of a run that could not be taken as they are."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """`words` is an English sentence of the catalogue, filled from `values` after translation.

    `line` counts from 1 as an editor does; None where the whole file is meant. `taken`: the row
    was taken all the same, without the value.
    """

    file: str
    line: int | None
    column: str
    code: str
    words: str
    values: Mapping[str, object]
    taken: bool
