"""What every medium promises, and which message takes which."""

from collections.abc import Mapping
from typing import Protocol

from bot.channels.outcome import Outcome
from bot.views.words import Voice
from commands.carry import Parcel
from incidents.messages import MessageKind


class Medium(Protocol):
    """A way for messages to leave."""

    async def deliver(self, parcel: Parcel, voice: Voice) -> Outcome:
        """Try once, and say what came of it. Safe to do again after a crash at any line."""
        ...


class Media:
    """All of them: each message goes by the medium of its kind, the others by the usual one."""

    def __init__(self, usual: Medium, others: Mapping[MessageKind, Medium]) -> None:
        self._usual = usual
        self._others = others

    @property
    def beside(self) -> frozenset[MessageKind]:
        """What leaves though the usual one refuses us."""
        return frozenset(self._others)

    async def deliver(self, parcel: Parcel, voice: Voice) -> Outcome:
        """Try once."""
        return await self._others.get(parcel.job.message.kind, self._usual).deliver(parcel, voice)
