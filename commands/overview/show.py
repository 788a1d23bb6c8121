"""`/incident show [INC-42]`: where one incident stands, whole."""

from commands.core import Ask, Command, subject
from commands.overview.state import state
from commands.words import Words
from incidents.permissions import Act
from incidents.reply import Reply
from storage.tx import Tx


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Show the state, what is left to do, the links and the newest lines, also of what is over."""
    incident, _ = subject(ask, said, tx)
    return state(incident, tx, ask.person)


COMMAND = Command(
    name="show",
    usage="",
    summary="Show where it stands: people, clocks, to-dos, links, newest lines",
    example="show INC-1",
    run=run,
    act=Act.SEE,
    aliases=("info", "view", "details", "详情"),
)
