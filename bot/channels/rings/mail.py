"""E-mail as a medium: one message over SMTP. The same page tried again has the same Message-ID, by which mail programs
drop what they have.
"""

import re
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import unquote, urlsplit

import aiosmtplib
from aiosmtplib.errors import (
    SMTPException,
    SMTPNotSupported,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from bot.channels.outcome import Outcome, Refusal, Sent, Unsure
from bot.channels.rings.dial import Note
from bot.config.values import LOOPBACK
from bot.views.people import rings
from incidents.people.contacts import MAIL

LIMIT = 12.0  # Seconds for the whole conversation: shorter than the courier's lease.
SENDER = re.compile(r'"?(?P<name>[^"<>\x00-\x1f\x7f]*?)"? *<(?P<address>[^<>]+)>')  # Name <address>.
PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """The server that takes our mail, and who it is from: an address, with a name where one is given. Unless it runs on
    this machine, nothing is said to it without TLS.
    """

    host: str
    port: int
    sender: str
    name: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    tls: bool = False

    @classmethod
    def of(cls, url: str, sender: str) -> "Relay":
        """`smtp://user:password@host:587`, or `smtps://` for TLS from the first byte; from `sitrep@example.com`, or
        `Operations <sitrep@example.com>`. Raises ValueError.
        """
        parts = urlsplit(url)
        named = SENDER.fullmatch(sender)
        address = named["address"] if named else sender
        if parts.scheme not in PORTS or not parts.hostname or not MAIL.fullmatch(address):
            raise ValueError("SITREP_SMTP_URL")
        return cls(
            host=parts.hostname,
            port=parts.port or PORTS[parts.scheme],
            sender=address,
            name=named["name"] if named else "",
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            tls=parts.scheme == "smtps",
        )

    def connection(self, limit: float) -> aiosmtplib.SMTP:
        """A connection that is opened where it is entered; each of its answers is waited for so many seconds."""
        return aiosmtplib.SMTP(
            hostname=self.host,
            port=self.port,
            username=self.user or None,
            password=self.password or None,
            use_tls=self.tls,
            start_tls=None if self.tls or self.host in LOOPBACK else True,
            timeout=limit,
        )


class Mail:
    """Sends one letter at a time."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay

    async def carry(self, note: Note) -> Outcome:
        """Hand it to the relay. What the relay answers is kept as a number: its words may hold the address."""
        relay = self._relay
        try:
            async with relay.connection(LIMIT) as server:
                await server.send_message(letter(note, relay), sender=relay.sender, recipients=[note.to])
        except SMTPRecipientsRefused as refused:
            return _judged(refused.recipients[0].code if refused.recipients else 0)
        except SMTPResponseException as refused:
            return _judged(refused.code)
        except SMTPNotSupported:
            return Refusal("smtp_not_supported")
        except (SMTPException, OSError, TimeoutError) as lost:
            return Unsure(type(lost).__name__)
        return Sent()


def _judged(code: int) -> Outcome:
    """A code of the fives is final, one of the fours may pass."""
    return Refusal(f"smtp {code}") if code >= 500 else Unsure(f"smtp {code}", answered=True)


def letter(note: Note, relay: Relay) -> EmailMessage:
    """The message. Titles come from people: in a header they are one line without control characters."""
    made = EmailMessage(policy=SMTP)
    made["From"] = Address(relay.name, addr_spec=relay.sender)
    made["To"] = note.to
    made["Subject"] = rings.subject(note.scene, note.code)
    made["Date"] = format_datetime(note.at)
    made["Message-ID"] = f"<{sha256(note.key.encode()).hexdigest()[:32]}@{relay.sender.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    made["X-Priority"] = "1"
    made.set_content(rings.letter(note.scene, note.link, note.code))
    return made
