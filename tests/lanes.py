"""Which worker of a parallel run takes which test, and which tests one engine needs no second time.

Tests that start processes or a browser mostly wait. They carry a group, one group runs in one
worker, and the last worker takes the groups first: others take what only computes, and help with
the groups once that is done. A group shares what is started once for all its tests.

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


class Lanes(LoadScopeScheduling):
    """A unit is a group, or a test without one."""

    groups: dict[str, str]

    def _split_scope(self, nodeid: str) -> str:
        return self.groups.get(nodeid, nodeid)

    def schedule(self) -> None:
        if self.collection is None:
            self.groups = _note(self.config.stash[_NOTES], "groups") or {}
        super().schedule()

    def _assign_work_unit(self, node: WorkerController) -> None:
        waits = node is self.nodes[-1]
        named = set(self.groups.values())
        # The queue begins with the greatest groups.
        fits = (unit for unit in self.workqueue if (unit in named) == waits)
        self.workqueue.move_to_end(next(fits, next(iter(self.workqueue))), last=False)
        super()._assign_work_unit(node)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Lanes | None:
    return Lanes(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_configure(config: pytest.Config) -> None:
    given = getattr(config, "workerinput", {}).get("notes")
    notes = config.stash[_NOTES] = Path(given or tempfile.mkdtemp(prefix="lorgnette-lanes-"))
    if not given:
        config.add_cleanup(lambda: shutil.rmtree(notes))


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


def _write(notes: Path, name: str, value: object) -> None:
    """All workers write the same, each the whole of it."""
    made = notes / f"{name}-{os.getpid()}"
    made.write_text(json.dumps(value))
    made.replace(notes / f"{name}.json")


def _note(notes: Path, name: str) -> Any:
    path = notes / f"{name}.json"
    return json.loads(path.read_text()) if path.exists() else None
