"""What is somebody's goes to somebody else: seats, shifts, parts in incidents, to-dos, action
items, postmortems. Each by the rule of its own
verb, all in one transaction.
"""

from dataclasses import replace

from commands import whom
from commands.actions import finding, reading, recording
from commands.core import Ask
from commands.oncall import notices, review, seats
from commands.postmortem import moving
from incidents.actions import changing as acting
from incidents.decision import Refused
from incidents.knowledge import articles
from incidents.life import lifecycle
from incidents.model import Incident, PersonId
from incidents.oncall import changing
from incidents.oncall.swapping import SwapState
from incidents.people import leaving, roles
from incidents.people.leaving import Held, Holdings, Moved
from incidents.record import todos
from storage.tx import Tx


def hand_on(ask: Ask, found: Holdings, to: PersonId, tx: Tx) -> Moved:
    """Hand on all that can be; what cannot (a line of the settings, a to-do of an incident that is closed) stays."""
    changed = [*_overrides(ask, found, to, tx), *_seats(ask, found.person, to, tx)]
    parts = sum(_parts(ask, one, to, tx) for one in found.incidents)
    tasks = sum(_todo(ask, number, todo.number, to, tx) for number, todo in found.todos)
    swaps = _swaps(found, tx)
    kept = _articles(found, to, tx)
    actions = sum(_action(ask, one.number, to, tx) for one in found.actions)
    drafts = sum(_draft(ask, incident, to, tx) for incident in found.drafts)
    for name in sorted({one.casefold() for one in changed}):
        notices.arm(name, tx)
        review.soon(name, tx)
    tx.stirred = True
    return Moved(
        shifts=len(changed),
        parts=parts,
        todos=tasks,
        swaps=swaps,
        articles=kept,
        actions=actions,
        drafts=drafts,
    )


def _overrides(ask: Ask, found: Holdings, to: PersonId, tx: Tx) -> list[str]:
    """Each ends for whoever leaves and begins for the other; those concerned are told. The schedule of each."""
    for schedule, change in found.overrides:
        tx.oncall.end(change.id, by=ask.person)
        tx.outbox.owe(None, changing.told(schedule, change, by=ask.person, ended=True))
        if (following := leaving.passed_on(change, to, tx.now)) is not None:
            kept = tx.oncall.add(schedule, following, by=ask.person)
            tx.outbox.owe(None, changing.told(schedule, kept, by=ask.person))
    return [schedule for schedule, _ in found.overrides]


def _seats(ask: Ask, person: PersonId, to: PersonId, tx: Tx) -> list[str]:
    """Where the settings give them turns, the other stands in until somebody has changed the settings. Of which
    schedules.
    """
    made = []
    for rota in seats.rotas(tx):
        change = leaving.standing_in(rota.schedule, rota.overrides, person, to, tx.now)
        if change is None:
            continue
        name = rota.schedule.name
        kept = tx.oncall.add(name, change, by=ask.person)
        tx.outbox.owe(None, list(leaving.told(rota.schedule, kept, _team(name, tx), person=person, by=ask.person)))
        made.append(name)
    return made


def _team(schedule: str, tx: Tx) -> list[str]:
    """The members, by their ids, of the teams that have this schedule."""
    written = [member for team in tx.policy.teams_on(schedule) for member in team.members]
    ids = tx.people.of_emails([one.lower() for one in written if "@" in one])
    return [ids.get(one.lower(), one) for one in written]


def _parts(ask: Ask, held: Held, to: PersonId, tx: Tx) -> int:
    for part in held.parts:
        incident = _now(tx, held.incident)
        whom.demand_fit(tx, to, incident)
        if part is None:
            tx.record(lifecycle.give(incident, to, by=ask.person, now=tx.now))
        else:
            tx.record(roles.assign(incident, part, to, by=ask.person, now=tx.now))
    return len(held.parts)


def _now(tx: Tx, incident: Incident) -> Incident:
    """As it is after what was recorded a moment ago."""
    return tx.incidents.find(incident.id) or incident


def _todo(ask: Ask, incident: int, number: int, to: PersonId, tx: Tx) -> bool:
    found = tx.incidents.find(incident)
    if found is None:
        return False
    try:
        whom.demand_fit(tx, to, found)
        todo = todos.numbered(found, tx.todos.of(found.id), number)
        tx.record(todos.give(found, todo, to, by=ask.person, now=tx.now))
    except Refused:  # Its incident takes no changes any more: it is shown as what is left.
        return False
    return True


def _action(ask: Ask, number: int, to: PersonId, tx: Tx) -> bool:
    try:
        about = finding.found(ask, number, tx)
        owner = reading.fit(tx, to, about.incident)
        return recording.record(tx, acting.assign(about.incident, about.action, owner, reading.at(ask, tx)))
    except Refused:  # It is private, and whoever takes over may not see it: it is shown as what is left.
        return False


def _draft(ask: Ask, incident: Incident, to: PersonId, tx: Tx) -> bool:
    try:
        moving.hand_on(ask, _now(tx, incident), to, tx)
    except Refused:  # The same.
        return False
    return True


def _articles(found: Holdings, to: PersonId, tx: Tx) -> int:
    """Those that no file holds: what a file says is changed there."""
    ours = [article for one in found.articles if not one.file and (article := tx.articles.find(one.number))]
    for article in ours:
        tx.articles.save(articles.give(article, to, now=tx.now))
    return len(ours)


def _swaps(found: Holdings, tx: Tx) -> int:
    """Nobody waits for an answer any more, and nobody is waited for."""
    for swap in found.swaps:
        asks = swap.asked_by == found.person
        state = SwapState.WITHDRAWN if asks else SwapState.DECLINED
        if tx.oncall.answer(swap.id, state):
            told = leaving.withdrawn(swap) if asks else changing.answered(replace(swap, state=state))
            tx.outbox.owe(None, [told])
    return len(found.swaps)
