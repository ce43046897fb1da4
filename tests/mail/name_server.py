"""A throwaway name server on loopback, which answers from a table."""

import contextlib
import socketserver
import threading
from collections.abc import Iterator, Mapping
from typing import Any

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

# ("aubier-systems.com", "TXT") -> what is published there; SILENCE for no answer at all.
Zone = Mapping[tuple[str, str], list[str]]
SILENCE = ["silence"]


class _Asked(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        raw, wire = self.request
        query = dns.message.from_wire(raw)
        question = query.question[0]
        kind = dns.rdatatype.to_text(question.rdtype)
        found = self.server.zone.get((str(question.name).rstrip("."), kind))  # type: ignore[attr-defined]
        if found == SILENCE:
            return
        answer = dns.message.make_response(query)
        answer.flags |= dns.flags.RA
        if found:
            answer.answer.append(dns.rrset.from_text_list(question.name, 60, "IN", kind, found))
        else:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        wire.sendto(answer.to_wire(), self.client_address)


@contextlib.contextmanager
def answering(zone: Zone) -> Iterator[str]:
    """Yields "address:port"."""
    with socketserver.ThreadingUDPServer(("127.0.0.1", 0), _Asked) as server:
        server.daemon_threads = True
        made: Any = server
        made.zone = zone
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
