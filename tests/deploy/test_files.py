"""The examples of deploy/ are well-formed, and what they name is there."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from lorgnette.cli import COMMANDS, main
from lorgnette.config.environment import Environment

ROOT = Path(__file__).resolve().parent.parent.parent
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("lorgnette-*"))


# Those that `make test` installs: where they lack there, the run is not whole.
INSTALLED = frozenset({"nginx"})


def program(name: str) -> str:
    """Its path; skips where a program that is not ours to install is not there."""
    found = shutil.which(name, path="/usr/sbin:/usr/bin:/sbin:/bin")
    if found is None and name in INSTALLED and os.environ.get("CI"):
        pytest.fail(f"{name} is not installed.")
    if found is None:
        pytest.skip(f"{name} is not installed.")
    return found


def test_systemd_takes_the_units(tmp_path):
    analyze = program("systemd-analyze")
    installed = tmp_path / "lorgnette"
    installed.write_text("#!/bin/sh\n")
    installed.chmod(0o755)
    for unit in UNITS:
        text = unit.read_text().replace("/opt/lorgnette/bin/lorgnette", str(installed))
        (tmp_path / unit.name).write_text(text)
    done = subprocess.run(
        [analyze, "verify", *(str(tmp_path / unit.name) for unit in UNITS)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("unit", [u for u in UNITS if u.suffix == ".service"], ids=str)
def test_a_service_is_kept_from_all_that_it_does_not_need(unit):
    text = unit.read_text()
    for line in ("NoNewPrivileges=true", "ProtectSystem=strict", "UMask=0077", "User=lorgnette"):
        assert f"\n{line}\n" in text


@pytest.mark.parametrize("path", [*UNITS, DEPLOY / "Containerfile"], ids=lambda path: path.name)
def test_every_command_that_is_called_exists(path):
    called = re.findall(r"^Exec\w+=/opt/lorgnette/bin/lorgnette (\w+)", path.read_text(), re.M)
    if path.name == "Containerfile":
        called = re.findall(r'^CMD \["(\w+)"\]', path.read_text(), re.M)
        assert called
    assert set(called) <= set(COMMANDS)
    for name in called:
        assert CliRunner().invoke(main, [name, "--help"]).exit_code == 0


def test_every_variable_of_the_settings_file_is_one():
    text = (DEPLOY / "systemd" / "lorgnette.env").read_text()
    named = set(re.findall(r"^#?LORGNETTE_(\w+)=", text, re.M))
    assert named
    assert {name.lower() for name in named} <= set(Environment.model_fields)


def test_what_the_image_copies_is_there_and_nothing_runs_as_root():
    text = (DEPLOY / "Containerfile").read_text()
    copied = [line.split()[1] for line in text.splitlines() if line.startswith("COPY re")]
    assert copied
    assert all((ROOT / path).is_file() for path in copied)
    instructions = [line.split()[0] for line in text.splitlines() if re.match(r"[A-Z]+ ", line)]
    assert instructions[0] == "FROM"
    assert instructions.index("USER") < instructions.index("ENTRYPOINT")
    named = set(re.findall(r"LORGNETTE_(\w+)=", text))
    assert {name.lower() for name in named} <= set(Environment.model_fields)


def test_caddy_takes_its_example(tmp_path):
    caddy, example = program("caddy"), (DEPLOY / "proxy" / "Caddyfile").read_text()
    version = subprocess.run([caddy, "version"], capture_output=True, text=True, check=True).stdout
    if re.match(r"v?2\.[0-6]\.", version):
        example = example.replace("request_buffers 3MB", "buffer_requests")
    config = tmp_path / "Caddyfile"
    config.write_text(example)
    done = subprocess.run(
        [caddy, "validate", "--adapter", "caddyfile", "--config", str(config)],
        capture_output=True,
        text=True,
        check=False,
        env={"HOME": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr


def test_apache_takes_its_example(tmp_path):
    apache, modules = program("apache2"), Path("/usr/lib/apache2/modules")
    example = (DEPLOY / "proxy" / "apache.conf").read_text()
    certificate = _certificate(tmp_path)
    example = re.sub(r"/etc/letsencrypt\S+pem", str(certificate), example)
    wanted = ["mpm_event", "authz_core", "alias", "ssl", "proxy", "proxy_http", "headers"]
    wanted += ["reqtimeout", "socache_shmcb", "setenvif", "env"]
    loads = [f"LoadModule {name}_module {modules}/mod_{name}.so" for name in wanted]
    lines = [*loads, f"ServerRoot {tmp_path}", "ServerName insight.example.com", "ErrorLog error"]
    config = tmp_path / "apache.conf"
    config.write_text("\n".join([*lines, "PidFile pid", example]))
    done = subprocess.run(
        [apache, "-t", "-f", str(config)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def _certificate(folder: Path) -> Path:
    """Key and certificate in one file, of nobody."""
    target = folder / "both.pem"
    subprocess.run(
        [
            *(program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-batch"),
            *("-keyout", str(folder / "key"), "-out", str(folder / "cert"), "-days", "2"),
        ],
        check=True,
        capture_output=True,
    )
    target.write_bytes((folder / "key").read_bytes() + (folder / "cert").read_bytes())
    return target
