"""Which worker of a parallel run takes which test, and which tests one engine needs no second time.

Tests that start processes or a browser mostly wait. They carry a group, one group runs in one
worker, and the last worker takes the groups first: others take what only computes, and help with
the groups once that is done. A group shares what is started once for all its tests.

What takes longest begins first, so that no worker is left alone with it at the end: by what it took
in this checkout before, which pytest's cache keeps, and by a guess where it never ran.

pytest-xdist's own grouping passes the group on as a part of a test's name, which pytest 9.2 no
longer lets it change: the marks were as if they were not there. Here each worker writes them down.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

# What gives a test a database; whatever uses one without any of these fails.
_DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}
_NOTES = pytest.StashKey[Path]()
# Seconds a test, where nothing is known yet: a few files, and all others.
_GUESS = {
    "tests/trust/test_t04_widening.py": 17.0,
    "tests/trust/test_t13_stored_xss.py": 10.0,
    "tests/trust/test_fuzz_routes.py": 7.0,
    "tests/trust/test_t03_seat_race.py": 4.0,
    "tests/trust/test_t07_every_route.py": 3.0,
    "tests/trust/test_c04_busy_database.py": 3.0,
    "tests/trust/test_c06_hostile_api.py": 1.0,
}
_OTHERS = 0.2


class Lanes(LoadScopeScheduling):
    """A unit is a group, or a test without one."""

    groups: dict[str, str]
    seconds: dict[str, float]
    ordered = False

    def _split_scope(self, nodeid: str) -> str:
        return self.groups.get(nodeid, nodeid)

    def schedule(self) -> None:
        if self.collection is None:
            self.groups = _note(self.config.stash[_NOTES], "groups") or {}
            self.seconds = _kept(self.config)
        super().schedule()

    def _assign_work_unit(self, node: WorkerController) -> None:
        if not self.ordered:
            self._order()
        waits = node is self.nodes[-1]
        named = set(self.groups.values())
        fits = (unit for unit in self.workqueue if (unit in named) == waits)
        self.workqueue.move_to_end(next(fits, next(iter(self.workqueue))), last=False)
        super()._assign_work_unit(node)

    def _order(self) -> None:
        """The longest first; of what takes as long, as it was."""
        units = sorted(self.workqueue.items(), key=lambda unit: -sum(map(self._takes, unit[1])))
        self.workqueue.clear()
        self.workqueue.update(units)
        self.ordered = True

    def _takes(self, nodeid: str) -> float:
        guess = _GUESS.get(nodeid.partition("::")[0], _OTHERS)
        return self.seconds.get(nodeid, guess)


class Stopwatch:
    """Notes in the process that deals how long each test took.

    Without its setting up: whoever comes first makes the database for all others.
    """

    def __init__(self, config: pytest.Config) -> None:
        self.config, self.seconds = config, dict[str, float]()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call":
            self.seconds[report.nodeid] = round(report.duration, 2)

    def pytest_sessionfinish(self) -> None:
        cache = getattr(self.config, "cache", None)
        if cache is not None:
            cache.set(_key(), _kept(self.config) | self.seconds)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Lanes | None:
    return Lanes(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_configure(config: pytest.Config) -> None:
    given = getattr(config, "workerinput", {}).get("notes")
    notes = config.stash[_NOTES] = Path(given or tempfile.mkdtemp(prefix="lorgnette-lanes-"))
    if not given:
        config.add_cleanup(lambda: shutil.rmtree(notes))
        config.pluginmanager.register(Stopwatch(config))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: WorkerController) -> None:
    node.workerinput["notes"] = str(node.config.stash[_NOTES])


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL leaves out what uses no database: it ran on SQLite. Notes the groups."""
    if os.environ.get("LORGNETTE_TEST_DATABASE") == "postgresql":
        left_out = [item for item in items if not _meets_the_engine(item)]
        items[:] = [item for item in items if _meets_the_engine(item)]
        config.hook.pytest_deselected(items=left_out)
        _write(config.stash[_NOTES], "left_out", len(left_out))
    _write(config.stash[_NOTES], "groups", dict(_groups(items)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    left_out = _note(terminalreporter.config.stash[_NOTES], "left_out")
    if left_out:
        terminalreporter.write_line(f"{left_out} tests use no database and ran on SQLite alone.")


def _meets_the_engine(item: pytest.Item) -> bool:
    named = set(getattr(item, "fixturenames", ()))
    marked = any(item.get_closest_marker(name) for name in ("django_db", "postgresql"))
    return marked or not named.isdisjoint(_DATABASE)


def _groups(items: Iterable[pytest.Item]) -> Iterable[tuple[str, str]]:
    for item in items:
        mark = item.get_closest_marker("xdist_group")
        if mark:
            yield item.nodeid, str(mark.args[0])


def _key() -> str:
    return f"lorgnette/seconds-{os.environ.get('LORGNETTE_TEST_DATABASE') or 'sqlite'}"


def _kept(config: pytest.Config) -> dict[str, float]:
    """By test, as this checkout's last runs measured it; the cache may be switched off."""
    cache = getattr(config, "cache", None)
    return cache.get(_key(), {}) if cache is not None else {}


def _write(notes: Path, name: str, value: object) -> None:
    """All workers write the same, each the whole of it."""
    made = notes / f"{name}-{os.getpid()}"
    made.write_text(json.dumps(value))
    made.replace(notes / f"{name}.json")


def _note(notes: Path, name: str) -> Any:
    path = notes / f"{name}.json"
    return json.loads(path.read_text()) if path.exists() else None
