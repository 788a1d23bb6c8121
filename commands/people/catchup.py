"""`/incident catchup`: what somebody who comes late must know, on one screen."""

from commands.core import Ask, Command, subject
from commands.words import Words
from incidents.model import TodoState
from incidents.people import briefing
from incidents.permissions import Act
from incidents.reply import Answer, Briefing, Reply
from storage.delivery.places import Role
from storage.tx import Tx


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Show state, lead, impact, what happened, what is next and what is to be done, to the asker alone."""
    incident, _ = subject(ask, said, tx, only_open=False)
    channel = tx.places.of(incident.key).get(Role.CHANNEL)
    todos = tuple(todo for todo in tx.todos.of(incident.id) if todo.state is TodoState.OPEN)
    lines = briefing.telling(tx.timeline.whole(incident.id))
    return Reply(
        kind=Answer.CATCHUP, data=Briefing(incident, channel.channel if channel else None, lines, todos, tx.now)
    )


COMMAND = Command(
    name="catchup",
    usage="",
    summary="Read in: what happened, who leads, what is next",
    example="catchup",
    run=run,
    act=Act.SEE,
    aliases=("catch-up", "brief", "readin", "了解情况"),
)
