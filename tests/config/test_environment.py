"""The environment is read and checked; what is wrong is said by its name."""

import pytest

from lorgnette.config.environment import Misconfigured, read


@pytest.fixture
def demo(monkeypatch, tmp_path):
    """The variables of a demo in a folder of its own, and nothing else of ours."""
    for name in ("LORGNETTE_BASE_URL", "LORGNETTE_SECRET_KEY", "LORGNETTE_PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LORGNETTE_DEMO", "1")
    monkeypatch.setenv("LORGNETTE_HOME", str(tmp_path))
    return monkeypatch


def test_the_demo_listens_where_port_says(demo):
    demo.setenv("PORT", "8123")
    env = read()
    assert (env.port, env.base_url) == (8123, "http://127.0.0.1:8123")


@pytest.mark.parametrize("port", ["http", "0", "65536"])
def test_a_port_that_is_none_is_said_in_words(demo, port):
    demo.setenv("PORT", port)
    with pytest.raises(Misconfigured, match="^LORGNETTE_PORT: "):
        read()


def test_the_key_of_the_demo_is_made_once(demo):
    assert read().secret_key == read().secret_key


def test_outside_the_demo_port_means_nothing_to_us(demo):
    demo.setenv("LORGNETTE_DEMO", "0")
    demo.setenv("LORGNETTE_BASE_URL", "https://insight.aubier.example/")
    demo.setenv("LORGNETTE_SECRET_KEY", "a-key-for-one-installation-0123456789")
    demo.setenv("PORT", "http")
    env = read()
    assert (env.port, env.base_url) == (8000, "https://insight.aubier.example")
