"""nginx's example before a real server: slow senders hold nobody up, forged addresses are lost."""

import contextlib
import http.client
import json
import re
import socket
import subprocess
import time

import pytest

from tests.cli.serving import service
from tests.deploy.test_files import DEPLOY, program
from tests.journey.waiting import wait_until
from tests.mail.servers import closed_port

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("serving")]


def example(port: int, behind: int) -> str:
    """The example's location and limits, on plain HTTP and ports of the test's own."""
    text = (DEPLOY / "proxy" / "nginx.conf").read_text().replace(":8000", f":{behind}")
    upstream, _plain, tls = re.split(r"(?m)^(?=upstream|server \{)", text)[1:]
    tls = re.sub(r"(?m)^ +(listen \[|ssl_).*\n", "", tls)
    return upstream + tls.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")


@pytest.fixture
def proxied(tmp_path):
    """The proxy's port, before one single process of pages."""
    nginx, port = program("nginx"), closed_port()
    with service(tmp_path) as unit:
        unit.environment["LORGNETTE_BASE_URL"] = "http://insight.example.com"
        unit.environment["LORGNETTE_PROXIES"] = "1"
        unit.start("--workers", "1")
        config = tmp_path / "nginx.conf"
        paths = "".join(
            f"{kind}_temp_path {tmp_path}/{kind};"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        config.write_text(
            f"pid {tmp_path}/pid; error_log {tmp_path}/error; worker_processes 1; daemon off;\n"
            f"events {{}} http {{ {paths}\n{example(port, unit.port)} }}"
        )
        checked = subprocess.run([nginx, "-t", "-c", str(config)], capture_output=True, check=False)
        assert checked.returncode == 0, checked.stderr
        process = subprocess.Popen([nginx, "-c", str(config)], stderr=subprocess.DEVNULL)
        try:
            unit.wait_until_ready()
            wait_until(lambda: ask(port, "/healthz")[0] == 200, 20, "nginx never answered.")
            yield unit, port
        finally:
            process.terminate()
            process.wait(10)


def ask(port: int, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage]:
    door = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
    try:
        door.request("GET", path, headers={"Host": "insight.example.com"} | headers)
        answer = door.getresponse()
        answer.read()
        return answer.status, answer.headers
    except OSError:
        return 0, http.client.HTTPMessage()
    finally:
        door.close()


def test_before_the_pages(proxied):
    unit, port = proxied
    # Thirty forms half sent, before a server that answers one request at a time.
    with contextlib.ExitStack() as held:
        for _number in range(30):
            slow = held.enter_context(socket.create_connection(("127.0.0.1", port)))
            slow.sendall(
                b"POST /sign-in/ HTTP/1.1\r\nHost: insight.example.com\r\n"
                b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 900\r\n\r\na="
            )
        began = time.monotonic()
        assert ask(port, "/sign-in/")[0] == 200
        assert time.monotonic() - began < 10
    # What is larger than the product takes ends at the proxy.
    with socket.create_connection(("127.0.0.1", port), timeout=15) as large:
        large.sendall(
            b"POST /sign-in/ HTTP/1.1\r\nHost: insight.example.com\r\nContent-Length: 200000000\r\n"
            b"\r\n"
        )
        assert large.recv(64).startswith(b"HTTP/1.1 413")
    # The figures are nobody's beyond the machine, whatever the header claims.
    forged = {"X-Forwarded-For": "127.0.0.1", "X-Real-IP": "127.0.0.1"}
    assert ask(port, "/metrics")[0] == 404
    assert ask(port, "/metrics", **forged)[0] == 404
    # The proxy numbers the request, and the log has that number and no token.
    token = "yTBJdAxBpwsq9z28a-tfTkTiikZkO7V9FT7mIr6uqBM"
    _status, headers = ask(port, f"/i/{token}", **forged)
    log = (unit.home / "log").read_text()
    assert token not in log
    told = [json.loads(line) for line in log.splitlines() if headers["X-Request-ID"] in line]
    assert told[-1]["path"] == "/i/…"
