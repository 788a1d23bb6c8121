"""From a resolution to what the next ones learn from it: drafted, filled in, reviewed and published in Slack; over both
wires.
"""

from incidents.model import IncidentId, Status
from tests.office import Office, TellBoth

ROOM = "inc-1-checkout-returns-502-on-card-payments"
AGAIN = "inc-2-card-payments-return-502-again"


async def test_what_one_incident_taught_helps_the_next(tell_over_both_wires: TellBoth) -> None:
    await tell_over_both_wires(from_a_resolution_to_the_next_incident)


async def from_a_resolution_to_the_next_incident(office: Office) -> None:
    """Bea resolves it; the team writes down what it taught; weeks later somebody meets the same."""
    await it_fails_and_is_mended(office)
    await the_draft_is_there_with_the_resolution(office)
    await bea_and_ana_fill_it_in(office)
    await chen_looks_at_it(office)
    await bea_publishes_it(office)
    await the_next_one_finds_it(office)


async def it_fails_and_is_mended(office: Office) -> None:
    await office.says("ana", "general", "open sev2 checkout returns 502 on card payments")
    await office.slack.join("bea", ROOM)
    await office.pass_time(minutes=2)
    await office.says("bea", ROOM, "ack")
    await office.pass_time(minutes=10)
    await office.says("bea", ROOM, "update rolling back 4.18 impact: 12 % of card payments fail")
    await office.pass_time(minutes=35)
    await office.says("bea", ROOM, "resolve rolled back the gateway client 4.18")


async def the_draft_is_there_with_the_resolution(office: Office) -> None:
    post = [said for said in office.posts(ROOM) if "Postmortem of INC-1" in said][-1]

    assert "Owner Bea, due" in post
    assert "12 % of card payments fail" in post
    assert "It was acknowledged in 2 min." in post
    assert "Missing:" in post
    assert "Contributing factors" in post


async def bea_and_ana_fill_it_in(office: Office) -> None:
    early = await office.says("bea", ROOM, "postmortem publish")
    await office.presses("bea", "Fill in", ROOM)
    first = await office.fills("bea")
    await confirm(office, "bea", "impact")
    await write(office, "ana", "contributing", "the connection pool of the gateway client 4.18 is too small")
    await write(office, "bea", "mitigators", "rolling back took ten minutes")
    for section in ("response", "well", "badly", "luck", "learnings", "actions"):
        await write(office, "bea", section, f"what we know of {section}")

    assert "still needs people in" in early
    assert "is saved" in first
    assert "Nothing is missing" in await confirm(office, "bea", "facts")


async def write(office: Office, who: str, section: str, text: str) -> str:
    await office.says(who, ROOM, f"postmortem edit {section}")
    return await office.fills(who, text0=text)


async def confirm(office: Office, who: str, section: str) -> str:
    await office.says(who, ROOM, f"postmortem edit {section}")
    return await office.fills(who)


async def chen_looks_at_it(office: Office) -> None:
    chen = office.slack.person("chen").id
    await office.says("bea", ROOM, f"postmortem review <@{chen}>")
    asked = str(office.dm("chen")[-1])

    approved = await office.says("chen", "general", "postmortem INC-1 approve")

    assert "INC-1" in asked
    assert approved


async def bea_publishes_it(office: Office) -> None:
    told = await office.says("bea", ROOM, "postmortem publish")

    incident = await office.bot.store.read(lambda tx: tx.incidents.find(IncidentId(1)))
    assert incident is not None
    assert incident.status is Status.CLOSED
    assert "is published and the incident closed" in told


async def the_next_one_finds_it(office: Office) -> None:
    await office.pass_time(hours=30)
    await office.says("ana", "general", "open sev2 card payments return 502 again")

    alike = await office.says("ana", AGAIN, "similar")
    found = await office.says("ana", AGAIN, "kb search card payments 502")
    article = await office.says("ana", AGAIN, "kb show KB-1")

    assert "Postmortem: `/kb show KB-1`" in alike
    assert "KB-1" in found
    assert "the connection pool of the gateway client 4.18 is too small" in article
