"""`/incident keep link`: a message becomes a line of the timeline; by a reaction, a pin or the message's menu too."""

import re
from collections.abc import Mapping
from dataclasses import replace

from commands.core import Ask, Command, sees, subject
from commands.record import picking, taking
from commands.record.spots import Spot, home, read, spot
from commands.words import Words
from incidents.decision import Choice, Refused
from incidents.model import Incident, PersonId
from incidents.record import capture
from incidents.record.capture import File, Said
from incidents.reply import Answer, Reply, reply
from storage.tx import Tx

PERSON = re.compile(r"[UW][A-Z0-9]+")  # The id of a person; a program is known by its name.


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Take a message of an incident's channel into its timeline; with `from`, pick it as one end of a stretch."""
    at = spot(ask.source.channel, ask.source.ts, ask.source.thread) if ask.source else read(said)
    if at is None:
        raise Refused("Which message? Copy its link from its menu: `/incident keep https://...`.")
    incident = home(tx, at)
    hidden = incident is not None and not sees(tx, ask.person, incident)
    if said.first.casefold() == "from":
        return picking.pick(ask, at, None if hidden else incident, tx)
    if hidden:
        raise _nowhere()
    if done := tx.taken.find(at.channel, at.ts):
        return _known(ask, at, done.incident, tx)
    if incident is None and (ask.source or not tx.incidents.has_threads(at.channel)):
        return _from_elsewhere(replace(ask, words=f"keep {at.words}"), at, said, tx)
    number = incident.id if incident else None
    tx.outbox.owe(number, [capture.reading(at.channel, at.ts, at.thread, by=ask.person, now=tx.now)])
    tx.stirred = True
    return _kept(Answer.KEPT, ask, at, incident) if incident else reply(Answer.KEPT_SOON)


def _kept(answer: Answer, ask: Ask, at: Spot, incident: Incident) -> Reply:
    """It is in the timeline; who came by the message's menu is offered the postmortem as well."""
    further = (Choice("Add to postmortem", f"collect {at.words}", incident.id),) if ask.source else ()
    return reply(answer, key=incident.key, choices=further)


def _known(ask: Ask, at: Spot, number: int, tx: Tx) -> Reply:
    incident = tx.incidents.shown([number])[number]  # Not locked: another may be, and locks have an order.
    if not sees(tx, ask.person, incident):
        raise Refused("This message is in a timeline already.")
    return _kept(Answer.KEPT_ALREADY, ask, at, incident)


def _from_elsewhere(ask: Ask, at: Spot, said: Words, tx: Tx) -> Reply:
    """A message of another channel: only its menu proves that the person may read it, and brings its words along.

    They are kept under the person's name until an incident is chosen: a button could not carry them.
    """
    key = f"said:{ask.person}:{at.channel}:{at.ts}"
    if ask.source:
        tx.inbound.receive(key)
        tx.inbound.answered(key, ask.source.said)
    brought = ask.source.said if ask.source else tx.inbound.answer(key)
    if not brought:
        raise _nowhere()
    try:
        incident, _ = subject(ask, said, tx)
    except Refused as unclear:
        if not unclear.choices:
            raise
        return reply(Answer.WHICH, choices=unclear.choices)
    taking.take(tx, incident, (_said(at, brought),), by=ask.person, marks=not incident.private)
    return _kept(Answer.KEPT, ask, at, incident)


def _nowhere() -> Refused:
    """The same of a channel that is no incident's and of one whose incident the asker does not see."""
    return Refused("That message is in no incident's channel. Take it with the message's own menu: Add to timeline.")


def _said(at: Spot, brought: Mapping[str, str]) -> Said:
    author = brought.get("author", "")
    by_person = PERSON.fullmatch(author) is not None
    return Said(
        channel=at.channel,
        ts=at.ts,
        author=PersonId(author if by_person else ""),
        text=brought["text"],
        permalink=brought.get("link", ""),
        name="" if by_person else author,
        files=tuple(File(name="", permalink=link) for link in brought.get("files", "").split()),
    )


COMMAND = Command(
    name="keep",
    usage="link to a message",
    summary="Take a message into the timeline",
    example="keep https://acme.slack.com/archives/C0INC42/p1700000000000100",
    run=run,
    aliases=("capture", "pin", "收录"),
)
