"""`/incident more`: a button for everything that has none on the card."""

from commands.core import Ask, Command, subject
from commands.words import Words
from incidents.permissions import Act
from incidents.reply import Answer, Reply, State
from storage.delivery.places import Role
from storage.tx import Tx


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Show the buttons, to the asker alone."""
    incident, _ = subject(ask, said, tx, only_open=False)
    channel = tx.places.of(incident.key).get(Role.CHANNEL)
    return Reply(kind=Answer.MORE, data=State(incident, channel.channel if channel else None, ()))


COMMAND = Command(
    name="more",
    usage="",
    summary="Show buttons for everything else",
    example="more",
    run=run,
    act=Act.SEE,
    aliases=("menu", "buttons", "更多"),
)
