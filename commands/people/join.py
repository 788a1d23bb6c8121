"""`/incident join INC-42`: bring me into its channel."""

from commands.core import Ask, Command, subject
from commands.words import Words
from incidents import messages
from incidents.decision import Decision
from incidents.model import Setting
from incidents.reply import Answer, Reply, reply
from storage.delivery.places import Role
from storage.tx import Tx


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Invite the asker into the channel."""
    incident, _ = subject(ask, said, tx)
    places = tx.places.of(incident.key)
    if incident.setting is Setting.THREAD and Role.CHANNEL not in places:
        head = places.get(Role.ANNOUNCEMENT)
        return reply(Answer.THREADED, key=incident.key, link=head.label if head else "")
    tx.record(Decision(incident=incident, messages=(messages.invitation(incident, ask.person),)))
    place = places.get(Role.CHANNEL)
    return reply(Answer.JOINED, key=incident.key, channel=place.channel if place else "")


COMMAND = Command(
    name="join",
    usage="INC-42",
    summary="Bring me into the incident's channel",
    example="join INC-1",
    run=run,
    aliases=("加入",),
)
