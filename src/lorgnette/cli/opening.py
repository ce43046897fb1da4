"""What `lorgnette serve` does before and when the doors open."""

import http.client
import ipaddress
import socket
from collections.abc import Callable

import click
from django.db import connection

from lorgnette.cli import tables
from lorgnette.config.environment import Environment
from lorgnette.mail.transports.smtp.address import BadSmtpUrl, parse_url
from lorgnette.operations.demo.seed import seed
from lorgnette.users.administrators import demo_link, list_administrators


def check(env: Environment) -> None:
    """Raises `click.ClickException` with what to set or free."""
    if env.demo and not _is_loopback(env.host):
        raise click.ClickException(
            f"The demo signs anybody in who has its link, so it listens on this machine alone: "
            f"LORGNETTE_HOST cannot be {env.host}."
        )
    if env.smtp_url:
        try:
            parse_url(env.smtp_url)
        except BadSmtpUrl as error:
            raise click.ClickException(f"LORGNETTE_SMTP_URL: {error}.") from None
    _check_port(env.host, env.port)


def prepare(*, demo: bool) -> None:
    """Creates or migrates the tables; fills an empty demo."""
    tables.make()
    if demo and not list_administrators():
        click.echo("Making the demo's company…")
        seed()
    connection.close()


def answers(env: Environment) -> Callable[[], bool]:
    """Asks the server whether it answers."""

    def asked() -> bool:
        door = http.client.HTTPConnection(env.host, env.port, timeout=2)
        try:
            door.request("GET", "/healthz", headers={"Host": f"127.0.0.1:{env.port}"})
            door.getresponse()
        except (OSError, http.client.HTTPException):
            return False
        else:
            return True
        finally:
            door.close()

    return asked


def welcome(base_url: str, *, demo: bool) -> str:
    """The lines that end the start."""
    lines = ["", f"Lorgnette answers at {base_url}"]
    if demo:
        link = f"{base_url}{demo_link().url_path}"
        lines += [
            "",
            "Sign in as the administrator with this link; it works once:",
            "",
            f"  {link}",
        ]
    return "\n".join([*lines, "", "Ctrl-C ends it."])


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Port {port} on {host} cannot be used ({error.strerror}). "
                "Set another one: PORT=8001."
            ) from None
