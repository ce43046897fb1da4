"""Tests that wait run beside those that compute, and a group in one worker."""

from types import SimpleNamespace

import pytest

from tests import lanes

TESTS = [*(f"tests/test_{n}.py::test" for n in range(6)), "tests/a::one", "tests/b::two"]
GROUPS = {"tests/a::one": "serving", "tests/b::two": "serving"}


class Worker:
    """Keeps what it is told to run."""

    shutting_down = False

    def __init__(self, name: str) -> None:
        self.gateway = SimpleNamespace(id=name)
        self.told: list[str] = []

    def send_runtest_some(self, indexes: list[int]) -> None:
        self.told += [TESTS[index] for index in indexes]

    def shutdown(self) -> None:
        self.shutting_down = True


@pytest.fixture
def config(tmp_path):
    """Of a run on two workers that have collected all tests; nothing was measured before."""
    lanes._write(tmp_path, "groups", GROUPS)
    option = SimpleNamespace(tx=["2*popen"], loadscopereorder=True)
    return SimpleNamespace(
        stash={lanes._NOTES: tmp_path}, option=option, getvalue=lambda name: getattr(option, name)
    )


def scheduled(config, workers: list[Worker]) -> lanes.Lanes:
    made = lanes.Lanes(config)
    for worker in workers:
        made.add_node(worker)
    for worker in workers:
        made.add_node_collection(worker, TESTS)
    made.schedule()
    return made


def test_the_last_worker_begins_with_a_whole_group_and_others_leave_it_alone(config):
    first, last = Worker("gw0"), Worker("gw1")
    scheduled(config, [first, last])
    assert last.told[:2] == list(GROUPS)
    assert not set(first.told) & set(GROUPS)


def test_what_took_longest_begins_first(config):
    kept = {"tests/test_4.py::test": 9.0, "tests/test_2.py::test": 5.0, "tests/b::two": 70.0}
    config.cache = SimpleNamespace(get=lambda _key, _default: kept)
    first, last = Worker("gw0"), Worker("gw1")
    scheduled(config, [first, last])
    assert first.told[:2] == ["tests/test_4.py::test", "tests/test_2.py::test"]
    assert last.told[:2] == list(GROUPS)


def test_how_long_each_took_is_kept_beside_what_was_known(config):
    kept = {"tests/test_0.py::test": 3.0, "tests/test_1.py::test": 3.0}
    config.cache = SimpleNamespace(
        get=lambda _key, _default: dict(kept), set=lambda _key, value: kept.update(value)
    )
    watch = lanes.Stopwatch(config)
    for when, seconds in (("setup", 30.0), ("call", 2.0), ("teardown", 1.0)):
        watch.pytest_runtest_logreport(
            SimpleNamespace(nodeid="tests/test_1.py::test", when=when, duration=seconds)
        )
    watch.pytest_sessionfinish()
    assert kept == {"tests/test_0.py::test": 3.0, "tests/test_1.py::test": 2.0}


def test_whoever_is_alone_does_everything(config):
    config.option.tx = ["popen"]
    only = Worker("gw0")
    made = scheduled(config, [only])
    for index in range(len(TESTS)):
        made.mark_test_complete(only, TESTS.index(only.told[index]))
    assert sorted(only.told) == sorted(TESTS)
    assert only.shutting_down


def test_postgresql_leaves_out_what_uses_no_database(request, monkeypatch, tmp_path):
    class Item:
        nodeid = "tests/c::three"

        def __init__(self, *names: str, mark: str = "") -> None:
            self.fixturenames, self.mark = names, mark

        def get_closest_marker(self, name: str) -> object:
            return name == self.mark and SimpleNamespace(args=["serving"])

    kept = [Item("db"), Item("a", "transactional_db"), Item(mark="django_db")]
    kept += [Item(mark="postgresql")]
    left = [Item("tmp_path"), Item(), Item(mark="xdist_group")]
    told: list[object] = []
    hook = SimpleNamespace(pytest_deselected=lambda items: told.extend(items))
    config = SimpleNamespace(stash={lanes._NOTES: tmp_path}, hook=hook)
    for engine, expected in (("postgresql", kept), ("", left[:1] + kept + left[1:])):
        monkeypatch.setenv("LORGNETTE_TEST_DATABASE", engine)
        items = left[:1] + kept + left[1:]
        lanes.pytest_collection_modifyitems(config, items)
        assert items == expected
    assert told == left
