"""Those who took part most are asked what they saw, once, in their next morning."""

from datetime import UTC, datetime

from commands import repeat
from incidents.model import IncidentId, PersonId
from incidents.postmortem.model import Part
from incidents.reply import Answer, FormKind
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, admit, everything, lines, says
from tests.commands.postmortem.making import Taker, carried, document, paper
from tests.commands.postmortem.test_postmortem import fill_all
from tests.desk import ANA, BEA, CHEN, GUS, MIA, AskAt, Watch

pytestmark = ON_A_FILE
TUESDAY_IN_MADRID = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


async def run_until(store: Store, watch: Watch, at: datetime) -> Taker:
    """Wait, and do what is due then."""
    watch.at = at
    await store.write(repeat.run)
    return await carried(store)


def asked(taker: Taker) -> list[str]:
    """Who was asked what they saw."""
    return sorted(key.rpartition("/")[2] for key in taker.taken if "/postmortem/seen/" in key)


async def over(ask: AskAt, store: Store, watch: Watch, first: str = "open sev2 checkout is failing") -> None:
    """An incident of Monday noon in which Bea led and Ana and Chen wrote; it is over at night, with its draft."""
    await ask(ANA, first)
    await ask(BEA, "ack INC-1")
    await ask(BEA, "owner INC-1 me")
    for person, n in ((ANA, 2), (CHEN, 3)):
        for number in range(n):
            await ask(person, f"note INC-1 looked at host {number}")
    watch.pass_time(hours=8)
    await ask(BEA, "resolve INC-1 rolled back 4.18")
    await carried(store)


async def test_each_is_asked_once_in_their_own_morning_and_the_owner_is_not(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await over(ask, store, watch)

    chens = await run_until(store, watch, datetime(2026, 3, 3, 2, 0, tzinfo=UTC))
    anas = await run_until(store, watch, TUESDAY_IN_MADRID)
    later = await run_until(store, watch, datetime(2026, 3, 4, 9, 0, tzinfo=UTC))

    assert (asked(chens), asked(anas), asked(later)) == ([CHEN], [ANA], [])


async def test_three_at_most_are_asked_those_who_did_most(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(GUS, "note INC-1 a guest says nothing")
    await ask(MIA, "open sev2 checkout is failing")
    for number, person in enumerate((MIA, CHEN, ANA, BEA)):
        for n in range(number + 1):
            await ask(person, f"note INC-1 host {n}")
    await ask(MIA, "ack INC-1")
    await ask(PersonId("UTOM"), "note INC-1 who is gone")
    await ask(MIA, "resolve INC-1 rolled back")
    await carried(store)

    found = await run_until(store, watch, TUESDAY_IN_MADRID)

    assert asked(found) == sorted([ANA, BEA, CHEN])


async def test_what_they_answer_stands_under_its_section_and_goes_when_it_is_redacted(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await over(ask, store, watch)
    form = await ask(CHEN, "postmortem saw", about=1)
    assert form.form is not None
    assert form.form.kind is FormKind.SAW

    told = await ask(
        CHEN, "postmortem saw", about=1, form={"seen": "", "helped": "the dashboard of Ana", "hard": "two alerts alike"}
    )

    shown = await paper(store)
    assert told.kind is Answer.CONTRIBUTED
    assert [one.text for one in shown.collected(Part.WELL)] == ["the dashboard of Ana"]
    assert [one.text for one in shown.collected(Part.BADLY)] == ["two alerts alike"]
    assert "陈伟, 2026-03-02 20:00 UTC: two alerts alike" in await document(store)
    await ask(CHEN, "postmortem INC-1 as roles")
    assert "陈伟" not in await document(store)
    seq = next(one.seq for one in await lines(store) if (one.body or {}).get("text") == "two alerts alike")
    await ask(CHEN, f"redact INC-1 {seq}")
    assert "two alerts alike" not in str(await everything(store))


async def test_an_empty_answer_is_refused(ask: AskAt, store: Store, watch: Watch) -> None:
    await over(ask, store, watch)

    told = await ask(CHEN, "postmortem saw", about=1, form={"seen": " "})

    assert says(told).startswith("Say something in one of the fields")


async def test_nobody_is_asked_while_it_is_open_again_and_they_are_once_it_is_over(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await over(ask, store, watch)
    await ask(BEA, "reopen INC-1 it is back")

    none = await run_until(store, watch, TUESDAY_IN_MADRID)
    await ask(BEA, "resolve INC-1 rolled back again")
    then = await run_until(store, watch, datetime(2026, 3, 4, 9, 0, tzinfo=UTC))

    assert asked(none) == []
    assert asked(then) == sorted([ANA, CHEN])


async def test_nobody_is_asked_once_it_is_published(ask: AskAt, store: Store, watch: Watch) -> None:
    await over(ask, store, watch)
    await fill_all(ask, store)
    told = await ask(BEA, "postmortem INC-1 publish")
    assert told.kind is Answer.POSTMORTEM_PUBLISHED

    assert asked(await run_until(store, watch, TUESDAY_IN_MADRID)) == []
    assert says(await ask(CHEN, "postmortem saw", about=1)).startswith("The postmortem of INC-1 is published.")


async def test_of_a_private_one_only_those_inside_are_asked(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 the merger leaks --private")
    await admit(store, BEA)
    await admit(store, CHEN)
    await ask(BEA, "ack INC-1")
    await ask(CHEN, "note INC-1 saw it")
    await store.write(lambda tx: tx.people.replace(IncidentId(1), (ANA, BEA)))
    await ask(BEA, "resolve INC-1 sealed")
    await carried(store)

    assert asked(await run_until(store, watch, TUESDAY_IN_MADRID)) == [ANA]


async def test_nobody_is_asked_about_a_test(ask: AskAt, store: Store, watch: Watch) -> None:
    await over(ask, store, watch, "open sev2 checkout is failing --test")
    await ask(BEA, "postmortem INC-1 draft")
    await carried(store)

    assert asked(await run_until(store, watch, TUESDAY_IN_MADRID)) == []
