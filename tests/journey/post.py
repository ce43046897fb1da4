"""A real SMTP server (aiosmtpd) that keeps what it takes, and reads it as a person would."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

from aiosmtpd.controller import Controller

from tests.journey.waiting import wait_until
from tests.mail.servers import closed_port

INVITATION_LINK = re.compile(r"http://\S+/i/[\w-]{43}")


@dataclass
class Post:
    """Letters by recipient, in the order they came."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        kept = envelope.content.replace(b"\r\n", b"\n")
        letter = cast(EmailMessage, message_from_bytes(kept, policy=policy.default))
        self.letters.append(letter)
        return "250 Taken"

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if address in str(letter["To"])]


def link_of(letter: EmailMessage) -> str:
    """The invitation's link in the text part."""
    body = letter.get_body(("plain",))
    found = INVITATION_LINK.search(str(body.get_content()) if body else "")
    assert found, letter
    return found[0]


def letter_to(post: Post, address: str) -> EmailMessage:
    """Waits for it: the worker is another process."""
    wait_until(lambda: bool(post.to(address)), 30, f"No letter to {address} came.")
    return post.to(address)[-1]


@contextmanager
def taking_post() -> Iterator[Post]:
    post = Post(port=closed_port())
    controller = Controller(post, hostname="127.0.0.1", port=post.port)
    controller.start()
    try:
        yield post
    finally:
        controller.stop()
