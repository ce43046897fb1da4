"""The socket that visitors come by: given by systemd, or bound here."""

import os
import socket

import click

# Where systemd puts the first socket that it holds for a service.
_FIRST_GIVEN = 3
BACKLOG = 1024


def listen(host: str, port: int) -> socket.socket:
    """Bound and listening; whoever connects waits in it until somebody answers.

    One that is given outlives this process, so that nobody is turned away while it starts anew.
    Raises `click.ClickException`.
    """
    return _given() or _bound(host, port)


def _given() -> socket.socket | None:
    mine = os.environ.get("LISTEN_PID") == str(os.getpid())
    if not mine or not int(os.environ.get("LISTEN_FDS", "0")):
        return None
    # Not for the processes that this one starts.
    del os.environ["LISTEN_PID"], os.environ["LISTEN_FDS"]
    return socket.socket(fileno=_FIRST_GIVEN)


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise click.ClickException(
            f"Port {port} on {host} cannot be used ({error.strerror}). "
            "Set another one: LORGNETTE_PORT=8001."
        ) from None
    bound.listen(BACKLOG)
    return bound
