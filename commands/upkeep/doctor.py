"""`/incident doctor`: what is missing in this incident's channel, and put it right."""

from commands.core import Ask, Command, subject
from commands.words import Words
from incidents.model import IncidentId, PersonId
from incidents.reply import Answer, Reply, reply
from incidents.upkeep import checkup
from incidents.upkeep.checkup import Looked
from storage.tx import Tx


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Have the channel looked through; the asker is told what was found, by DM."""
    incident, _ = subject(ask, said, tx, only_open=False)
    tx.record(checkup.asked(incident, by=ask.person))
    return reply(Answer.CHECKING, key=incident.key)


def put_right(tx: Tx, number: IncidentId, looked: Looked, *, by: PersonId) -> None:
    """The courier has looked: owe what is missing. Who has left a private incident meanwhile is told nothing of it."""
    incident = tx.incidents.find(number)
    if incident:
        tell = not incident.private or tx.people.is_member(number, by)
        tx.record(checkup.mend(incident, looked, by=by, tell=tell, now=tx.now))


COMMAND = Command(
    name="doctor",
    usage="",
    summary="Look for what is missing in the channel, and put it right",
    example="doctor",
    run=run,
    aliases=("repair", "检查"),
)
