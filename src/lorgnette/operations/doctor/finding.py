"""What a check found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

OK, WARNING, FAILED = "ok", "warning", "failed"


@dataclass(frozen=True, slots=True)
class Finding:
    """`state` is ok, warning or failed; `mend` the setting or command that changes it."""

    check: str
    state: str
    words: str
    mend: str = ""


Check = Callable[[], Iterator[Finding]]


def judged(check: str, bad: bool, words: str, mend: str, state: str = WARNING) -> Finding:
    """Of `state` where it is bad; else all is well and nothing is to be mended."""
    return Finding(check, state, words, mend) if bad else Finding(check, OK, words)
