"""A walk over every verb in every role: the table of permissions holds for each, and whoever may not learns nothing."""

import re

import pytest

from commands import registry
from incidents.model import Person, PersonId, Standing
from incidents.permissions import Act, Circle, may
from incidents.reply import Answer, Reply
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, admit, everything, says
from tests.desk import ANA, BEA, CHEN, GONE, GUS, STRANGER, AskAt

UNVERIFIED, ROBOT, INSIDER = PersonId("UVAGUE"), PersonId("UROBOT"), PersonId("UINSIDER")
ADMIN, CHIEF = PersonId("UADMIN"), PersonId("UCHIEF")
ROLES = {
    "reporter": (ANA, Standing.MEMBER, Circle.INSIDE),
    "member in the channel": (INSIDER, Standing.MEMBER, Circle.INSIDE),
    "member outside it": (CHEN, Standing.MEMBER, Circle.OUTSIDE),
    "admin in the channel": (ADMIN, Standing.ADMIN, Circle.INSIDE),
    "admin outside it": (CHIEF, Standing.ADMIN, Circle.OUTSIDE),
    "guest in the channel": (GUS, Standing.GUEST, Circle.INSIDE),
    "stranger in the channel": (STRANGER, Standing.STRANGER, Circle.INSIDE),
    "whose account is gone": (GONE, Standing.GONE, Circle.OUTSIDE),
    "robot": (ROBOT, Standing.BOT, Circle.INSIDE),
    "of whom Slack is silent": (UNVERIFIED, Standing.UNVERIFIED, Circle.INSIDE),
}
# `keep` is about a message, the last two rows are about who is on call and about oneself.
OF_NO_INCIDENT = (
    *("open", "list", "help", "follow", "setup", "keep"),
    *("oncall", "who", "override", "swap", "ready"),
    *("me", "page-test", "leaving", "kb", "collect"),
)
VERBS = [verb.name for verb in registry.COMMANDS]
ADMINS_ONLY = "Only admins and owners of this workspace change settings."
MEMBERS_ONLY = "Incidents are for members of this workspace."
HIDDEN = "There is no incident INC-1."


@ON_A_FILE
@pytest.mark.parametrize("name", VERBS)
async def test_of_a_public_incident_the_table_decides(ask: AskAt, store: Store, name: str) -> None:
    await in_the_room(ask, store, "open sev3 checkout")

    found = {role: met(await ask(person, typed(name))) for role, (person, _, _) in ROLES.items()}

    assert found == {role: expected(name, standing, Circle.PUBLIC) for role, (_, standing, _) in ROLES.items()}


@ON_A_FILE
@pytest.mark.parametrize("name", [name for name in VERBS if name not in OF_NO_INCIDENT])
async def test_of_a_private_incident_the_table_decides(ask: AskAt, store: Store, name: str) -> None:
    await in_the_room(ask, store, "open sev3 checkout --private")

    found = {role: met(await ask(person, typed(name))) for role, (person, _, _) in ROLES.items()}

    assert found == {role: expected(name, standing, where) for role, (_, standing, where) in ROLES.items()}


@ON_A_FILE
@pytest.mark.parametrize("name", [name for name in VERBS if name not in OF_NO_INCIDENT])
async def test_whoever_may_not_changes_nothing(ask: AskAt, store: Store, name: str) -> None:
    await in_the_room(ask, store, "open sev3 checkout --private")
    before = await everything(store)

    for person in (CHEN, CHIEF, GUS, STRANGER, GONE, ROBOT, UNVERIFIED):
        await ask(person, typed(name))

    assert await everything(store) == before


async def in_the_room(ask: AskAt, store: Store, opening: str) -> None:
    """The incident is open, everybody is known, and all but two are known to be in its channel."""
    await ask(ANA, opening)
    await ask(BEA, "help")
    met_before = [
        Person(UNVERIFIED, UNVERIFIED, Standing.UNVERIFIED),
        Person(ROBOT, "Robot", Standing.BOT),
        Person(INSIDER, "Insider"),
        Person(GUS, "Gus", Standing.GUEST),
        Person(STRANGER, "Stranger", Standing.STRANGER),
        Person(GONE, "Gone", Standing.GONE),
        Person(CHEN, "Chen"),
        Person(ADMIN, "Admin", Standing.ADMIN),
        Person(CHIEF, "Chief", Standing.ADMIN),
    ]
    await store.write(lambda tx: tx.people.describe(met_before))
    for person in (INSIDER, ADMIN, GUS, STRANGER, ROBOT, UNVERIFIED):
        await admit(store, person)


def typed(name: str) -> str:
    """The verb's own example, about INC-1."""
    verb = next(verb for verb in registry.COMMANDS if verb.name == name)
    if name in OF_NO_INCIDENT:
        return verb.example
    rest = re.sub(r"\s*INC-\d+", "", verb.example.removeprefix(name))
    return f"{name} INC-1{rest}"


def met(told: Reply) -> str:
    """How somebody was met: as one who may not be here, as one who sees no such incident, or with an answer."""
    said = says(told) if told.kind is Answer.REFUSED else ""
    if MEMBERS_ONLY in said:
        return "members only"
    if ADMINS_ONLY in said:
        return "admins only"
    return "no such incident" if HIDDEN in said else "an answer"


def expected(name: str, standing: Standing, where: Circle) -> str:
    """What the table says."""
    verb = next(verb for verb in registry.COMMANDS if verb.name == name)
    if not may(standing, verb.act):
        return "admins only" if may(standing, Act.CHANGE) else "members only"
    return "an answer" if may(standing, verb.act, where) else "no such incident"
