"""Asked by the clock and by whatever changes a schedule: topics and user groups that say who is on call are kept in
step, and looked at again each day.
"""

from collections.abc import Iterator

from commands.oncall import seats
from incidents.messages import Message, MessageKind
from incidents.oncall import boards
from incidents.oncall.boards import Stood, Wanted
from incidents.overview.brief import Brief
from incidents.overview.routine import Chore
from incidents.policy import Team
from storage.delivery.places import Role
from storage.tx import Tx

BOARDS = "boards:"
SETTINGS = "board_settings"  # For which settings they were looked at.


def plan(tx: Tx) -> None:
    """Other settings are in force: all are looked at, and what is not wanted any more is taken away. A start alone is
    no change, and asks nothing of Slack.
    """
    known = tx.conditions.of(SETTINGS)
    if known is None or known.detail != tx.policy.sha:
        tx.conditions.note(SETTINGS, tx.policy.sha)
        _look(tx)
        _clear(tx)
    if any(_wanting(tx)):
        tx.chores.plan(BOARDS, tx.now + boards.EVERY)


def run(chore: Chore, tx: Tx) -> None:
    """A day has passed: somebody may have changed a topic or a group by hand."""
    if not any(_wanting(tx)):
        tx.chores.drop(chore.name)
        return
    _look(tx)
    tx.chores.again(chore.name, tx.now + boards.EVERY)
    tx.stirred = True


def soon(schedule: str, tx: Tx) -> None:
    """Who is on call has changed, or may have."""
    _look(tx, schedule)


def of(tx: Tx, message: Message) -> Brief | None:
    """Who is on call as it leaves; None where there is no such schedule any more."""
    schedule = message.values.get("schedule")
    if schedule is None:  # It is only taken away.
        return Brief()
    found = seats.rota(tx, schedule)
    return Brief(duty=found.duty(tx.now).seated) if found else None


def brought(tx: Tx, asked: Message, stood: Stood) -> None:
    """What cannot be done is told once; another reason, or another channel or group, is told anew."""
    name = boards.stuck(asked.kind, asked.values["team"])
    if not stood.code:
        tx.conditions.end(name)
        return
    held, why = tx.conditions.of(name), f"{stood.code[:100]} {asked.values['target']}"
    if held is None or held.detail != why:
        tx.conditions.note(name, why)
        tx.outbox.owe(None, [boards.told(asked, stood)])


def _look(tx: Tx, only: str = "") -> None:
    learned = {place.owner: place.channel for place in tx.places.every(Role.ROTA_TOPIC)}
    for team in _wanting(tx):
        schedule = tx.policy.schedule_of(team.name)
        if schedule and (not only or schedule.name.casefold() == only.casefold()):
            known = learned.get(boards.owner(team.name, team.topic), "")
            tx.outbox.owe(None, boards.kept(_wanted(team), schedule.name, tx.now, known))


def _clear(tx: Tx) -> None:
    """Our part of topics that nobody wants kept any more; and what was told of teams that want nothing of it."""
    wanted = {
        boards.owner(team.name, team.topic)
        for team in tx.policy.teams
        if team.topic and tx.policy.schedule_of(team.name)
    }
    for place in tx.places.every(Role.ROTA_TOPIC):
        if place.owner not in wanted:
            tx.outbox.owe(None, [boards.taken_away(place.owner, place.label, place.channel, tx.now)])
    topics = {boards.stuck(MessageKind.ROTA_TOPIC, team.name) for team in tx.policy.teams if team.topic}
    groups = {boards.stuck(MessageKind.ROTA_GROUP, team.name) for team in tx.policy.teams if team.user_group}
    for told in tx.conditions.every(boards.STUCK):
        if told.name not in topics | groups:
            tx.conditions.end(told.name)


def _wanted(team: Team) -> Wanted:
    return Wanted(team=team.name, channel=team.channel, topic=team.topic, user_group=team.user_group)


def _wanting(tx: Tx) -> Iterator[Team]:
    return (team for team in tx.policy.teams if team.topic or team.user_group)
