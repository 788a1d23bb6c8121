"""`/incident escalate`: the next one now, a person, a policy, everybody again; a stale button is refused."""

from datetime import timedelta

import pytest

from commands import ring
from incidents.decision import TimerKind
from incidents.messages import MessageKind
from incidents.model import IncidentId, PersonId
from incidents.plan import Escalation, Reach, Run, RunState, Step, Target
from incidents.policy import Policy, Service, Team
from incidents.reply import Answer
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, armed, everything, incident, kinds, lines, pending, runs, says
from tests.desk import ANA, BEA, CHEN, MIA, AskAt, Watch

FIVE = timedelta(minutes=5)


@pytest.fixture
def policy() -> Policy:
    """A team that answers for a service by the shipped escalation, and a policy that is used by name."""
    boss = Step(targets=(Target(Reach.PERSON, MIA),), wait=FIVE)
    return Policy(
        teams=(Team(name="payments", members=(BEA, CHEN)), Team(name="Réseau 网络组", members=(MIA,))),
        services=(Service(name="checkout", team="payments"),),
        escalations=(Escalation(name="bosses", steps=(boss,)),),
    )


async def paged(store: Store) -> list[PersonId]:
    """Whom pages were made for, in order."""
    return [page.person for page in (await incident(store)).pages]


async def run(store: Store) -> Run:
    """The newest run."""
    found = await store.read(lambda tx: tx.runs.last(IncidentId(1)))
    assert found is not None
    return found


async def later(watch: Watch, store: Store, minutes: float = 0) -> None:
    """Let the time pass, and ring."""
    watch.pass_time(minutes=minutes)
    await store.write(ring.run)


@pytest.fixture
async def bea_is_paged(ask: AskAt, store: Store) -> None:
    """A sev2 whose primary has been paged."""
    await ask(ANA, "open sev2 checkout is failing svc:checkout")
    await store.write(ring.run)


@pytest.mark.usefixtures("bea_is_paged")
async def test_the_next_one_is_paged_at_once_with_the_reason(ask: AskAt, store: Store, watch: Watch) -> None:
    watch.pass_time(minutes=1)

    told = await ask(ANA, "escalate INC-1 nobody here knows this database")

    page = (await incident(store)).pages[-1]
    assert says(told) == "Being paged for INC-1, and invited to its channel: 陈伟."
    assert (page.person, page.seat, page.asked_by) == (CHEN, "backup", ANA)
    assert page.why == "nobody here knows this database"
    assert (await armed(store))[TimerKind.ESCALATE] == 5
    assert "escalated" in await kinds(store)


@pytest.mark.usefixtures("bea_is_paged")
async def test_the_step_that_was_due_is_not_taken_twice(ask: AskAt, store: Store, watch: Watch) -> None:
    await later(watch, store, 4)
    await ask(ANA, "escalate INC-1")

    await later(watch, store, 1)
    after_the_old_time = await paged(store)
    await later(watch, store, 4)

    assert after_the_old_time == [BEA, CHEN]
    assert (await run(store)).at == 3


@pytest.mark.usefixtures("bea_is_paged")
async def test_a_person_is_paged_and_then_it_goes_on_where_it_stood(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, f"escalate INC-1 to <@{MIA}> she wrote it")
    by_hand = (await incident(store)).pages[-1]

    await later(watch, store, 5)

    assert (by_hand.person, by_hand.why, by_hand.then) == (MIA, "she wrote it", (CHEN,))
    assert await paged(store) == [BEA, MIA, CHEN]


@pytest.mark.usefixtures("bea_is_paged")
async def test_a_policy_takes_the_place_of_the_one_that_ran(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "escalate INC-1 to bosses")

    await later(watch, store, 5)

    assert await paged(store) == [BEA, MIA]
    assert (await run(store)).state is RunState.EXHAUSTED
    assert len(await pending(store, MessageKind.NOBODY)) > 0


@pytest.mark.parametrize(
    ("typed", "name"),
    [("PAYMENTS", "payments"), ("“réseau 网络组”", "Réseau 网络组"), ("BOSSES", "bosses")],
)
async def test_a_name_is_kept_as_the_settings_write_it(ask: AskAt, store: Store, typed: str, name: str) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    await ask(ANA, f"escalate INC-1 to {typed} it is theirs")

    body = next(line.body for line in await lines(store) if line.kind == "escalated")
    assert body == {"act": "by_hand", "name": name, "why": "it is theirs"}
    assert {page.team for page in (await incident(store)).pages} <= {name, ""}


@pytest.mark.usefixtures("bea_is_paged")
async def test_the_run_that_another_takes_the_place_of_is_ended(ask: AskAt, store: Store) -> None:
    await ask(ANA, "escalate INC-1 to bosses")

    assert await runs(store) == [(1, "ended", "anew"), (2, "active", None)]


async def test_where_there_is_no_policy_a_person_is_waited_for_all_the_same(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, f"escalate INC-1 to <@{BEA}>")

    waiting = await armed(store)
    await later(watch, store, 5)

    assert waiting[TimerKind.ESCALATE] == 5
    assert TimerKind.UNACKNOWLEDGED not in waiting
    assert (await run(store)).state is RunState.EXHAUSTED


@pytest.mark.usefixtures("bea_is_paged")
async def test_who_has_it_keeps_it_and_the_next_one_is_asked_to_help(ask: AskAt, store: Store) -> None:
    await ask(BEA, "ack INC-1")

    await ask(BEA, "escalate INC-1 I need a second pair of eyes")

    last = (await incident(store)).pages[-1]
    assert (last.person, last.helping) == (CHEN, True)
    assert TimerKind.ESCALATE not in await armed(store)
    assert (await incident(store)).owner == BEA
    assert (await run(store)).state is RunState.ENDED


@pytest.mark.usefixtures("bea_is_paged")
async def test_a_button_that_was_drawn_before_the_last_step_is_refused(ask: AskAt, store: Store, watch: Watch) -> None:
    await later(watch, store, 5)
    before = await everything(store)

    told = await ask(ANA, "escalate --as 1.1", about=1)

    assert told.kind is Answer.REFUSED
    assert says(told).startswith("INC-1 is already escalated to 陈伟, ")
    assert await everything(store) == before
    assert [choice.words for choice in told.choices] == ["escalate --as 1.2"]


@pytest.mark.usefixtures("bea_is_paged")
async def test_a_button_that_fits_what_is_true_escalates_once(ask: AskAt, store: Store) -> None:
    first = await ask(ANA, "escalate --as 1.1", about=1)
    second = await ask(MIA, "escalate --as 1.1", about=1)

    assert (first.kind, second.kind) == (Answer.PAGED, Answer.REFUSED)
    assert await paged(store) == [BEA, CHEN]


@pytest.mark.usefixtures("bea_is_paged")
async def test_a_button_pressed_after_the_answer_pages_nobody(ask: AskAt, store: Store) -> None:
    await ask(BEA, "ack INC-1")

    told = await ask(ANA, "escalate --as 1.1", about=1)

    assert says(told).startswith("Bea has INC-1 since ")
    assert await paged(store) == [BEA]


@pytest.mark.usefixtures("bea_is_paged")
async def test_an_answer_to_an_old_page_is_honoured_however_far_it_has_come(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await later(watch, store, 5)
    await later(watch, store, 5)

    told = await ask(BEA, "ack", about=1)

    assert told.kind is Answer.ACKNOWLEDGED
    assert TimerKind.ESCALATE not in await armed(store)


@pytest.mark.usefixtures("bea_is_paged")
async def test_everybody_is_paged_again_when_nobody_has_answered(ask: AskAt, store: Store, watch: Watch) -> None:
    await later(watch, store, 5)
    await later(watch, store, 5)
    await later(watch, store, 5)
    stopped = await ask(ANA, "escalate INC-1")

    told = await ask(ANA, "escalate all", about=1)

    assert stopped.kind is Answer.REFUSED
    assert [choice.words for choice in stopped.choices] == ["escalate all"]
    assert told.kind is Answer.PAGED
    assert (await paged(store))[-2:] == [BEA, CHEN]
    assert (await armed(store))[TimerKind.ESCALATE] == 5
    assert TimerKind.UNACKNOWLEDGED not in await armed(store)


@ON_A_FILE
@pytest.mark.usefixtures("bea_is_paged")
@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("escalate INC-1 to nobody-we-know", "I do not know “nobody-we-know”. Type @ and pick a person from the list"),
        ("escalate INC-1 to", "Nobody was paged: to whom? Type @ and pick a person from the list, or name one of"),
        ("escalate INC-1 @carla", "I do not know “@carla”."),
        ("escalate INC-1 to <@UGUS>", "Gus is a guest here"),
        ("escalate INC-9", "There is no incident INC-9."),
    ],
)
async def test_what_names_nobody_changes_nothing(ask: AskAt, store: Store, words: str, why: str) -> None:
    await ask(BEA, "help")
    await ask(ANA, f"page INC-1 <@{CHEN}>")
    await ask(ANA, "page INC-1 <@UGUS>")
    before = await everything(store)

    told = await ask(ANA, words)

    assert why in says(told)
    assert await everything(store) == before


async def test_a_test_pages_nobody(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open checkout --test")

    told = await ask(ANA, "escalate INC-1")

    assert says(told) == "INC-1 is a test: it pages nobody."
    assert (await lines(store))[-1].kind == "opened"
