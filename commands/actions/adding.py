"""An action item added: in words, by the form, by the form in which a message becomes one."""

from typing import Any

from commands.actions import reading, recording
from commands.core import Ask, Bare, subject
from commands.words import Words
from incidents.action import Action
from incidents.actions import changing
from incidents.actions.changing import Wish
from incidents.decision import Choice
from incidents.model import Incident, Who
from incidents.reply import Answer, FormKind, Reply, reply, show
from storage.tx import Tx


def add(ask: Ask, left: Words, tx: Tx) -> Reply:
    """Add one to the incident that is named, or where it is asked."""
    incident, rest = subject(ask, left, tx, bare=Bare.NEVER, only_open=False)
    return into(ask, incident, rest, tx)


def into(ask: Ask, incident: Incident, left: Words, tx: Tx) -> Reply:
    """Add what the words say to this incident; without words, the form."""
    if not left.tokens:
        return show(FormKind.ACTION, incident)
    return kept(ask, incident, reading.wish(ask, left, incident, tx), tx)


def take(ask: Ask, tx: Tx) -> Reply:
    """What a form holds."""
    incident, _ = subject(ask, Words("", ()), tx, bare=Bare.NEVER, only_open=False)
    return kept(ask, incident, reading.filled(ask, incident, tx), tx)


def kept(ask: Ask, incident: Incident, wish: Wish, tx: Tx) -> Reply:
    """Record it; whose it is and by when."""
    decision = changing.add(incident, tx.actions.next_number(), wish, reading.at(ask, tx))
    recording.record(tx, decision)
    (action,) = decision.actions
    return given(incident, action)


def given(incident: Incident, action: Action) -> Reply:
    """Whose it is and by when."""
    values: dict[str, Any] = {"key": incident.key, "number": action.number, "due": action.due_at}
    if action.owner is None:
        mine = Choice("Mine", f"action assign {action.number} me", incident.id)
        return reply(Answer.ACTION_ADDED, choices=(mine,), **values)
    return reply(Answer.ACTION_GIVEN, owner=Who(action.owner), **values)
