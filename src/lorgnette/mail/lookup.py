"""Asks the DNS, within a bounded time."""

import contextlib
import socket
import time
from collections.abc import Sequence

import dns.exception
import dns.name
import dns.resolver


class LookupFailed(Exception):
    """No answer came in time, or none that can be used: nothing is known."""


class Dns:
    """Asks `server` ("address" or "address:port"), or this machine's own name servers.

    All questions together take `deadline` seconds at most.
    """

    def __init__(self, server: str = "", deadline: float = 5.0, patience: float = 2.0) -> None:
        self._resolver = _resolver(server)
        self._until = time.monotonic() + deadline
        self._patience = patience

    def texts(self, name: str) -> list[str]:
        """The TXT records of a name, each in one piece; [] where there are none."""
        return [_joined(record.strings) for record in self._ask(name, "TXT")]

    def mail_servers(self, name: str) -> list[str]:
        """Who takes mail for a name: its MX hosts, else the name itself where it has an address."""
        hosts = [record.exchange.to_text(omit_final_dot=True) for record in self._ask(name, "MX")]
        if hosts:
            return [host for host in hosts if host not in ("", ".", "@")]
        return [name] if self._ask(name, "A") or self._ask(name, "AAAA") else []

    def _ask(self, name: str, kind: str) -> list:  # type: ignore[type-arg]
        left = min(self._patience, self._until - time.monotonic())
        if left <= 0:
            raise LookupFailed(name)
        try:
            return list(self._resolver.resolve(name, kind, lifetime=left, search=False))
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer, dns.name.NameTooLong):
            return []
        except (dns.exception.DNSException, OSError) as error:
            raise LookupFailed(name) from error


def _resolver(server: str) -> dns.resolver.Resolver:
    if not server:
        return dns.resolver.Resolver()
    resolver = dns.resolver.Resolver(configure=False)
    host, _colon, port = server.rpartition(":") if server.count(":") == 1 else (server, "", "")
    resolver.nameservers = [_address(host or server)]
    resolver.port = int(port) if port else 53
    return resolver


def _address(host: str) -> str:
    with contextlib.suppress(OSError):
        return str(socket.getaddrinfo(host, None)[0][4][0])
    return host


def _joined(strings: Sequence[bytes]) -> str:
    return b"".join(strings).decode("utf-8", "replace")
