"""Says what must be written so that the moments of some people or accounts are right again.

It begins where something changed and ends where the chain of moments meets the one of before:
what it writes depends on which activities there are, not on the order in which they came.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from lorgnette.scoring.moments import deeds as read
from lorgnette.scoring.moments.definition import BACK, COUNT, PEOPLE, Deed, Definition
from lorgnette.scoring.moments.finder import Find, Finder, effective
from lorgnette.scoring.moments.kept import Kept, kept_from, last_kept


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a rule, as far as it is needed to find its moments."""

    id: int
    kind: str
    definition: Definition


@dataclass(frozen=True, slots=True)
class Changed:
    """Something changed between two instants, both inclusive."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Writes:
    """`new` are by version and subject; `same` are moments whose account or values moved."""

    new: list[tuple[Version, int, Find]] = field(default_factory=list)
    same: list[tuple[int, Find]] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)

    @property
    def accounts(self) -> set[int]:
        """Of which a page shows others now; those of `gone` were scored anew as well."""
        finds = [find for _pk, find in self.same] + [find for _version, _who, find in self.new]
        return {find.account for find in finds if find.account is not None}

    def add(self, others: "Writes") -> None:
        self.new.extend(others.new)
        self.same.extend(others.same)
        self.gone.extend(others.gone)


def over_history(versions: Sequence[Version], scope: str, subjects: Collection[int]) -> Writes:
    """All moments of these subjects, from their first activity on."""
    return _evaluate(versions, scope, subjects, None)


def after(
    versions: Sequence[Version], scope: str, subjects: Collection[int], changed: Changed
) -> Writes:
    """The moments that a change among these subjects' activities makes, moves or ends."""
    return _evaluate(versions, scope, subjects, changed)


@dataclass(slots=True)
class _Run:
    """One version looking at one subject; `stop`: from there on all is as it was."""

    version: Version
    finder: Finder
    old: Sequence[Kept]
    last: datetime | None
    finds: list[Find] = field(default_factory=list)
    stop: datetime | None = None

    def take(self, deed: Deed, changed: Changed | None) -> None:
        types = self.version.definition.types
        if self.stop is not None or (types and deed.type not in types):
            return
        if changed is None:
            self._find(deed)
        elif deed.at < changed.since:
            self.finder.sees(deed)
        elif self._meets(deed.at, changed):
            self.stop = deed.at
        else:
            self._find(deed)

    def _find(self, deed: Deed) -> None:
        found = self.finder.finds(deed)
        if found is not None:
            self.finds.append(found)

    def _meets(self, at: datetime, changed: Changed) -> bool:
        wanted = self.version.definition
        if at <= changed.until + timedelta(days=_window(wanted)):
            return False
        if wanted.when == BACK and (self.finder.before or changed.until) <= changed.until:
            return False
        place = bisect_left(self.old, at, key=lambda one: one.at)
        before = self.old[place - 1].at if place else self.last
        return self.finder.settled(at) == effective(wanted, before, at)

    def writes(self, subject: int) -> Writes:
        old = [one for one in self.old if self.stop is None or one.at < self.stop]
        known = {(one.at, one.trigger): one for one in old}
        writes = Writes()
        for find in self.finds:
            one = known.pop((find.at, find.trigger), None)
            if one is None:
                writes.new.append((self.version, subject, find))
            elif one.differs(find):
                writes.same.append((one.id, find))
        writes.gone.extend(one.id for one in known.values())
        return writes


def _evaluate(
    versions: Sequence[Version], scope: str, subjects: Collection[int], changed: Changed | None
) -> Writes:
    runs = _runs(versions, scope, subjects, changed)
    types = _types(versions)
    start = _start(versions, changed)
    for subject, deeds in read.of_subjects(scope, subjects, types, start):
        _look(runs[subject], deeds, changed)
        if len(subjects) == 1:
            # What is left of it is not even read.
            break
    writes = Writes()
    for subject, ours in runs.items():
        for run in ours:
            writes.add(run.writes(subject))
    return writes


def _look(runs: Sequence[_Run], deeds: Iterator[Deed], changed: Changed | None) -> None:
    """Until none of them wants to see more."""
    for deed in deeds:
        for run in runs:
            run.take(deed, changed)
        if all(run.stop is not None for run in runs):
            return


def _runs(
    versions: Sequence[Version], scope: str, subjects: Collection[int], changed: Changed | None
) -> dict[int, list[_Run]]:
    ids, since = [version.id for version in versions], changed.since if changed else None
    old = kept_from(ids, subjects, since)
    last = last_kept(ids, subjects, since) if since else {}
    before = {
        version.id: _before(version, scope, subjects, versions, changed) for version in versions
    }
    return {
        subject: [
            _Run(
                version=version,
                finder=Finder(
                    version.definition,
                    last=last.get((version.id, subject)),
                    before=before[version.id].get(subject),
                ),
                old=old.get((version.id, subject), ()),
                last=last.get((version.id, subject)),
            )
            for version in versions
        ]
        for subject in subjects
    }


def _before(
    version: Version,
    scope: str,
    subjects: Collection[int],
    versions: Sequence[Version],
    changed: Changed | None,
) -> Mapping[int, datetime]:
    start = _start(versions, changed)
    if start is None or version.definition.when != BACK:
        return {}
    return read.last_before(scope, subjects, version.definition.types, start)


def _start(versions: Sequence[Version], changed: Changed | None) -> datetime | None:
    """Deeds are read after it: windows begin before what changed."""
    if changed is None:
        return None
    longest = max(_window(version.definition) for version in versions)
    return changed.since - timedelta(days=longest, microseconds=1)


def _window(definition: Definition) -> int:
    return definition.days if definition.when in (COUNT, PEOPLE) else 0


def _types(versions: Sequence[Version]) -> list[str]:
    if any(not version.definition.types for version in versions):
        return []
    return sorted({kind for version in versions for kind in version.definition.types})
