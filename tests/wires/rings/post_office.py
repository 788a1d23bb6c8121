"""Somebody who takes mail: a real SMTP server in this loop that keeps what came and answers as it is told to."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(slots=True)
class PostOffice:
    """Takes what comes, unless other answers are lined up for the next recipients or the next bodies."""

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    to_recipients: deque[str] = field(default_factory=deque)
    to_bodies: deque[str] = field(default_factory=deque)

    @property
    def url(self) -> str:
        """What the bot is told of it."""
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def subjects(self) -> list[str]:
        """What came in, by its subject."""
        return [str(letter["Subject"]) for letter in self.taken]

    def body(self, at: int = -1) -> str:
        """What a letter says."""
        return str(self.taken[at].get_content())

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name.
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """A recipient."""
        if self.to_recipients:
            return self.to_recipients.popleft()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # Likewise.
        """A body."""
        if self.to_bodies:
            return self.to_bodies.popleft()
        self.recipients += envelope.rcpt_tos
        letter = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.taken.append(letter)
        return "250 Taken"


@asynccontextmanager
async def open_office() -> AsyncIterator[PostOffice]:
    """A post office on loopback."""
    office = PostOffice()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(office, loop=loop), "127.0.0.1", 0)
    office.port = server.sockets[0].getsockname()[1]
    try:
        yield office
    finally:
        server.close()
        await server.wait_closed()
