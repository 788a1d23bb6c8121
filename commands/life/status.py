"""`/incident status [identified|monitoring|...]`: where it stands, or where it stands now."""

import difflib

from commands.core import Ask, Command, subject
from commands.life import resolve
from commands.life import undo as remember
from commands.overview.state import state
from commands.words import Words
from incidents.decision import Choice, Refused
from incidents.life import lifecycle
from incidents.life.undo import Act
from incidents.model import Incident, Status
from incidents.reply import Answer, Reply, reply
from storage.tx import Tx

WORDS = {status.value: status for status in Status} | {
    "mitigated": Status.MONITORING,
    "fixed": Status.RESOLVED,
    "canceled": Status.CANCELLED,
    "调查中": Status.INVESTIGATING,
    "已定位": Status.IDENTIFIED,
    "观察中": Status.MONITORING,
    "已解决": Status.RESOLVED,
    "已关闭": Status.CLOSED,
    "已取消": Status.CANCELLED,
}

ACTS = {Status.CANCELLED: Act.CANCEL, Status.CLOSED: Act.CLOSE}


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Move to another status; without a word, show the state."""
    incident, left = subject(ask, said, tx)
    word = ask.form.get("status", "") if ask.form else left.first
    if not word:
        return state(incident, tx, ask.person)
    to = _named(word, incident)
    if to is Status.RESOLVED and incident.is_open:
        fixed = lifecycle.resolve(incident, left.after_first().text, by=ask.person, now=tx.now)
        return resolve.answer(ask, incident, fixed, tx)
    why = left.after_first().text
    decision = lifecycle.move(incident, to, by=ask.person, now=tx.now, policy=tx.policy, why=why)
    undo = remember.record(tx, ask, incident, decision, ACTS.get(to, Act.STATUS))
    if decision.incident.is_open and not incident.is_open:
        return reply(Answer.REOPENED, key=incident.key, choices=undo)
    same = decision.incident.status is incident.status
    return reply(Answer.MOVED_ALREADY if same else Answer.MOVED, key=incident.key, status=to, choices=undo)


def _named(word: str, incident: Incident) -> Status:
    found = WORDS.get(word.casefold())
    if found is None:
        close = difflib.get_close_matches(word.casefold(), WORDS, n=1)
        found = WORDS[close[0]] if close else None
    if found is None:
        allowed = tuple(move for move in lifecycle.MOVES[incident.status] if move is not Status.MERGED)
        raise Refused(
            "I do not know the status “{word}”. {key} is {status} and can become: {allowed}.",
            word=word,
            key=incident.key,
            status=incident.status,
            allowed=allowed,
            choices=tuple(Choice(move.value.capitalize(), f"status {move}", incident.id) for move in allowed),
        )
    return found


COMMAND = Command(
    name="status",
    usage="[identified | monitoring | ...]",
    summary="Show where it stands, or say where it stands now",
    example="status monitoring",
    run=run,
    aliases=("state", "move", "状态"),
)
