"""Real SMTP servers in this process: one that takes everything, one that fails as it is told."""

import contextlib
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

HANG, DROP, DRIP = "hang", "drop", "drip"
OK = {
    "connect": "220 rogue.example ESMTP",
    "ehlo": "250-rogue.example\r\n250 8BITMIME",
    "mail": "250 2.1.0 Ok",
    "rcpt": "250 2.1.5 Ok",
    "data": "354 Go on",
    "end": "250 2.0.0 Taken",
    "rset": "250 Ok",
    "quit": "221 Bye",
}


@dataclass(frozen=True)
class Receipt:
    """What a server took, as it came over the wire."""

    sender: str
    recipients: list[str]
    content: bytes

    @property
    def mail(self) -> EmailMessage:
        """As a mail program keeps it: with the line ends of its own system."""
        kept = self.content.replace(b"\r\n", b"\n")
        return cast(EmailMessage, message_from_bytes(kept, policy=default))

    @property
    def message_id(self) -> str:
        return str(self.mail["Message-ID"])


@dataclass
class Rogue:
    """An SMTP server. `react(phase, visit)` gives the reply to phase `connect`, `ehlo`, `mail`,
    `rcpt`, `data` or `end`, or HANG, DROP or DRIP; None means as usual.

    A `visit` is what the connection is about: its number and how many mails it has carried.
    """

    react: Callable[[str, "Visit"], str | None] = lambda phase, visit: None
    receipts: list[Receipt] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    visits: int = 0
    released: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}?timeout=0.4&deadline=0.8"


@dataclass
class Visit:
    number: int
    carried: int = 0
    sender: str = ""
    recipient: str = ""


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        rogue: Rogue = self.server.rogue  # type: ignore[attr-defined]
        rogue.visits += 1
        self.rogue, self.visit = rogue, Visit(rogue.visits)
        with contextlib.suppress(_Dropped, OSError):
            self._answer("connect")
            while line := self.rfile.readline():
                self._obey(line.decode().strip())

    def _obey(self, line: str) -> None:
        verb = line.split(" ")[0].lower()
        self.rogue.said.append(line)
        if verb == "mail":
            self.visit.sender = line.partition("<")[2].partition(">")[0]
        if verb == "rcpt":
            self.visit.recipient = line.partition("<")[2].partition(">")[0]
        reply = self._answer({"helo": "ehlo"}.get(verb, verb))
        if verb == "data" and reply.startswith("3"):
            content = self._content()
            if self._answer("end", content).startswith("2"):
                self.visit.carried += 1
        if verb == "quit":
            raise _Dropped

    def _content(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        return b"".join(lines)

    def _answer(self, phase: str, content: bytes = b"") -> str:
        reaction = self.rogue.react(phase, self.visit)
        reply = reaction or OK.get(phase, "502 What?")
        if phase == "end" and reply.startswith("2"):
            self.rogue.receipts.append(Receipt(self.visit.sender, [self.visit.recipient], content))
        if reply == HANG:
            self.rogue.released.wait(20)
            raise _Dropped
        if reply == DROP:
            raise _Dropped
        if reply == DRIP:
            self._drip()
        self.wfile.write(reply.encode() + b"\r\n")
        return reply

    def _drip(self) -> None:
        while not self.rogue.released.wait(0.1):
            self.wfile.write(b"2")
        raise _Dropped


class _Dropped(Exception):
    pass


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64


@contextlib.contextmanager
def serving(rogue: Rogue) -> Iterator[Rogue]:
    with _Server(("127.0.0.1", rogue.port), _Talk) as server:
        server.rogue = rogue  # type: ignore[attr-defined]
        rogue.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield rogue
        finally:
            rogue.released.set()
            server.shutdown()
            thread.join()


def closed_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
