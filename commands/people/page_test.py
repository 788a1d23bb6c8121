"""`/incident page-test`: page myself on all my media, with no incident behind it."""

from dataclasses import replace

from commands.core import Ask, Command
from commands.words import Words
from incidents.decision import Choice, Refused
from incidents.messages import DM, Message, MessageKind, Priority
from incidents.model import PersonId
from incidents.people import ringing
from incidents.people.contacts import Contact, Medium
from incidents.policy import MINUTE
from incidents.reply import Answer, Reply, reply
from storage.tx import Tx

AGAIN = MINUTE


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Ring every medium of mine at once, whatever its delay; how each fares is told by DM."""
    mine = ringing.usable(tx.contacts.of([ask.person]).get(ask.person, ()))
    own = [one for one in mine if one.medium != Medium.MENTION]
    if any(one.tested_at and tx.now - one.tested_at < AGAIN for one in own):
        raise Refused("You were test-paged less than a minute ago. Its outcome comes by DM.")
    tx.contacts.save(*(replace(one, tested="asked", tested_at=tx.now) for one in own))
    stamp = int(tx.now.timestamp())
    tx.outbox.owe(None, [_dm(ask.person, stamp), *(_ring(one, stamp) for one in own)])
    tx.stirred = True
    add = () if own else (Choice("Add one", "me add"),)
    return reply(Answer.TEST_PAGED, media=" ".join((Medium.SLACK, *(one.medium for one in own))), choices=add)


def _dm(person: PersonId, stamp: int) -> Message:
    return Message(
        kind=MessageKind.TRIAL,
        key=f"test/{person}/{stamp}",
        lane=f"{DM}{person}",
        priority=Priority.TURN,
        values={"person": person, "trial": "page"},
    )


def _ring(contact: Contact, stamp: int) -> Message:
    person, number = contact.person, contact.number
    return Message(
        kind=MessageKind.RING,
        key=f"test/{person}/{stamp}/{number}",
        lane=f"ring:{person}/{number}",
        priority=Priority.TURN,
        values={"person": person, "contact": str(number)},
    )


COMMAND = Command(
    name="page-test",
    usage="",
    summary="Page yourself on all your media, to see that they work",
    example="page-test",
    run=run,
    aliases=("test-page", "呼叫测试"),
)
