"""`/incident resolve what fixed it`: it is over."""

from commands.core import Ask, Command, subject
from commands.knowledge import likening
from commands.life import undo as remember
from commands.words import Words
from incidents.decision import Choice, Decision
from incidents.life import lifecycle
from incidents.life.undo import Act
from incidents.model import Incident, TodoState
from incidents.reply import Answer, FormKind, Reply, reply, show
from storage.tx import Tx

SHOWN = 10
LONGEST_TODO = 200
ITSELF = "itself"


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Resolve with what fixed it; without words, show the form, which may be sent empty."""
    incident, left = subject(ask, said, tx)
    if not incident.is_open:
        raise lifecycle.over(incident)
    if not (ask.form or left.tokens):
        return show(FormKind.RESOLVE, incident)
    fix = ask.form.get("fix", "") if ask.form else left.text
    itself = ITSELF in ask.form.get("how", "").split()
    return answer(ask, incident, lifecycle.resolve(incident, fix, by=ask.person, now=tx.now, itself=itself), tx)


def answer(ask: Ask, incident: Incident, decision: Decision, tx: Tx) -> Reply:
    """Record that it is over; after how long, and what is left to do."""
    undo = remember.record(tx, ask, incident, decision, Act.RESOLVE)
    lasted = tx.now - incident.opened_at
    more = (*left_to_do(incident, tx), *_did_it_help(incident, tx))
    return reply(Answer.RESOLVED, key=incident.key, lasted=lasted, choices=undo, more=more)


def _did_it_help(incident: Incident, tx: Tx) -> tuple[Reply, ...]:
    """Asked of a past incident that was called the same: the next one is told of it sooner, or later."""
    other = likening.helped(tx, incident)
    if other is None:
        return ()
    choices = (
        Choice("It helped", f"similar helped {other.key}", incident.id),
        Choice("It did not", f"similar useless {other.key}", incident.id),
    )
    return (reply(Answer.DID_IT_HELP, other=other.key, title=other.title, choices=choices),)


def left_to_do(incident: Incident, tx: Tx) -> tuple[Reply, ...]:
    """The open to-dos, the oldest first, as a further sentence; none where there are none."""
    left = [todo for todo in tx.todos.of(incident.id) if todo.state is TodoState.OPEN]
    if not left:
        return ()
    names = tx.people.known([todo.owner for todo in left if todo.owner])
    lines = []
    for todo in left[:SHOWN]:
        owner = names.get(todo.owner) if todo.owner else None
        lines.append(f"{todo.number}. {todo.text[:LONGEST_TODO]}{f' ({owner.name})' if owner else ''}")
    return (reply(Answer.LEFT_TO_DO, n=len(left), items="\n".join(lines)),)


COMMAND = Command(
    name="resolve",
    usage="what fixed it",
    summary="It is over: say what fixed it",
    example="resolve rolled back 4.18",
    run=run,
    aliases=("fixed", "done", "end", "解决", "恢复"),
    urgent=True,
)
