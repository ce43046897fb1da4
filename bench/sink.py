"""An SMTP server that takes everything and keeps nothing, in a process of its own.

    python -m bench.sink [SECONDS]

Takes that long over each mail. Prints its port, then serves until its standard input ends.
"""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_SECONDS = float(sys.argv[1]) if sys.argv[1:2] and __name__ == "__main__" else 0.0
_REPLIES = {
    b"EHLO": b"250-sink.example\r\n250 8BITMIME\r\n",
    b"DATA": b"354 Go on\r\n",
    b"QUIT": b"221 Bye\r\n",
}


@contextmanager
def serving(seconds_a_mail: float = 0.0) -> Iterator[int]:
    """The port of a sink of another process."""
    command = [sys.executable, "-m", "bench.sink", str(seconds_a_mail)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as sink:
        try:
            yield int(sink.stdout.readline())
        finally:
            sink.stdin.close()


async def _talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 sink.example ESMTP\r\n")
    while line := await reader.readline():
        verb = line[:4].upper().strip()
        writer.write(_REPLIES.get(verb, b"250 Ok\r\n"))
        if verb == b"DATA":
            await reader.readuntil(b"\r\n.\r\n")
            if _SECONDS:
                await asyncio.sleep(_SECONDS)
            writer.write(b"250 Taken\r\n")
        if verb == b"QUIT":
            break
    writer.close()


async def _serve() -> None:
    server = await asyncio.start_server(_talk, "127.0.0.1", 0, limit=2**22)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_serve())
