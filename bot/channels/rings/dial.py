"""The dial: finds the carrier of a person's medium and hands it what is to be said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.channels.outcome import Outcome, Refusal
from bot.views.scene import Scene
from bot.views.words import Voice
from commands.carry import Parcel
from commands.people import rung
from incidents.messages import MessageKind
from incidents.outlets import Gateway
from incidents.policy import Policy

KINDS = frozenset(rung.PERSONAL)
UNSET = "not_set_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a carrier takes: to whom, drawn from what. `key` is the same however often it is tried; `code` is set where
    a code is all there is to say; `link` is where the page can be answered, or empty; `ticket` marks the way back.
    """

    to: str = field(repr=False)
    key: str
    scene: Scene
    at: datetime
    code: str = field(default="", repr=False)
    link: str = field(default="", repr=False)
    ticket: str = field(default="", repr=False)


class Gates(Protocol):
    """The gateways of the settings."""

    async def carry(self, gateway: Gateway, note: Note) -> Outcome:
        """Try once."""
        ...


class Carrier(Protocol):
    """One way to a person outside Slack. Every answer is an outcome, never an exception, and names no address."""

    async def carry(self, note: Note) -> Outcome:
        """Try once."""
        ...


class Dial:
    """Rings people by media of their own. `public` is where this bot is reached from outside, or empty."""

    def __init__(
        self, carriers: Mapping[str, Carrier], gates: Gates, policy: Callable[[], Policy], public: str
    ) -> None:
        self._carriers = carriers
        self._gates = gates
        self._policy = policy
        self._public = public

    async def deliver(self, parcel: Parcel, voice: Voice) -> Outcome:
        """Ring once."""
        call = parcel.call
        if call is None:
            return Refusal(UNSET)
        note = self._note(parcel, call, voice)
        if carrier := self._carriers.get(call.contact.medium):
            return await carrier.carry(note)
        gateway = self._policy().gateway(call.contact.medium)
        return await self._gates.carry(gateway, note) if gateway else Refusal(UNSET)

    def _note(self, parcel: Parcel, call: rung.Call, voice: Voice) -> Note:
        scene = Scene(
            about=parcel.about,
            policy=self._policy(),
            voice=voice,
            now=parcel.now,
            said=parcel.job.message.values,
        )
        answerable = self._public and parcel.about and parcel.job.message.kind is MessageKind.RING
        return Note(
            to=call.contact.address,
            key=parcel.job.message.key,
            scene=scene,
            at=parcel.now,
            code=call.code,
            link=f"{self._public}/page/{call.ticket}" if answerable else "",
            ticket=call.ticket,
        )
