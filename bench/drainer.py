"""A worker that drains the outbox and measures nothing.

    python -m bench.drainer PORT

Says that it is ready, begins at a line of its standard input, and says how many it sent.
"""

import os
import sys
from importlib import import_module

import django
from django.db import connection


def run(port: int) -> None:
    django.setup()
    # These import models, which want the settings first.
    deliver_due = import_module("lorgnette.mail.deliver").deliver_due
    smtp = import_module("lorgnette.mail.transports.smtp")
    via = smtp.SmtpTransport(f"smtp://127.0.0.1:{port}")
    connection.ensure_connection()
    print("ready", flush=True)
    sys.stdin.readline()
    print(deliver_due(f"bench-{os.getpid()}", via=via)["sent"], flush=True)


if __name__ == "__main__":
    run(int(sys.argv[1]))
