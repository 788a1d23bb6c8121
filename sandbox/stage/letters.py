"""A mail server that takes every letter: as much of SMTP (RFC 5321) as a client needs to hand one over."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage

HOST = "127.0.0.1"
LONGEST = 1024 * 1024
Taken = Callable[[str, EmailMessage], None]


class MailServer:
    """Listens on a free port of this machine and hands over each letter with its recipient."""

    def __init__(self, taken: Taken) -> None:
        self._taken = taken
        self._server: asyncio.Server | None = None

    async def start(self) -> int:
        """Begin; gives the port."""
        self._server = await asyncio.start_server(self._talk, HOST, 0, limit=LONGEST)
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Take no more."""
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            await _Talk(reader, writer, self._taken).hold()
        writer.close()


class _Talk:
    """One client's conversation."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, taken: Taken) -> None:
        self._reader = reader
        self._writer = writer
        self._taken = taken
        self._recipients: list[str] = []

    async def hold(self) -> None:
        """Until the client says goodbye."""
        await self._say("220 acme.example")
        while line := await self._reader.readline():
            words = line.decode(errors="replace").strip()
            verb = words[:4].upper()
            if verb == "RCPT":
                self._recipients.append(words.partition("<")[2].partition(">")[0])
            if verb == "DATA":
                await self._letter()
                continue
            await self._say("221 Bye" if verb == "QUIT" else "250 OK")
            if verb == "QUIT":
                return

    async def _letter(self) -> None:
        await self._say("354 Go on")
        raw = await self._reader.readuntil(b"\r\n.\r\n")
        body = raw[:-5].replace(b"\r\n..", b"\r\n.")
        letter = message_from_bytes(body, policy=policy.default)
        for recipient in self._recipients:
            if isinstance(letter, EmailMessage):
                self._taken(recipient, letter)
        self._recipients.clear()
        await self._say("250 Taken")

    async def _say(self, words: str) -> None:
        self._writer.write(f"{words}\r\n".encode())
        await self._writer.drain()
