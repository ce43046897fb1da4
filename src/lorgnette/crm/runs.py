"""Reads the runs of a source, asks for one, and answers one that is held."""

from lorgnette.crm.outcome import Outcome
from lorgnette.crm.problems import ProblemLine
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.pagination import Page
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _


class RunMissing(Refusal):
    code = "run_missing"
    words = _("There is no synchronisation of that reference.")
    status = 404


class NothingToAnswer(Refusal):
    code = "nothing_to_answer"
    words = _("This synchronisation asks nothing any more.")
    status = 409


def latest(source_ref: str) -> Outcome | None:
    """The last run of the source, whatever its state."""
    raise NotImplementedError


def recent(source_ref: str, limit: int = 10) -> list[Outcome]:
    """The last runs, newest first."""
    raise NotImplementedError


def by_ref(run_ref: str) -> Outcome:
    """Raises `RunMissing`."""
    raise NotImplementedError


def problems(run_ref: str, cursor: str = "", size: int = 50) -> Page[ProblemLine]:
    """The rows that could not be taken, in the order they were met. Raises `RunMissing`."""
    raise NotImplementedError


def ask(source_ref: str, actor: Actor) -> str:
    """Wants a run now; answers its ref, or that of the one under way. Raises `SourceMissing`."""
    raise NotImplementedError


def answer(run_ref: str, actor: Actor, accept: bool) -> str:
    """Takes the smaller numbers for true and wants a run, or leaves what is mirrored.

    Answers the ref of the run that follows, or of this one. Raises `RunMissing`,
    `NothingToAnswer`.
    """
    raise NotImplementedError
