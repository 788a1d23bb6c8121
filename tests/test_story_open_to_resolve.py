"""One incident from `/incident open` to its resolution, told over either wire."""

from sandbox.server import LocalSlack
from tests.workspace import StartBot, quiet


async def test_an_incident_is_opened_answered_and_resolved(slack: LocalSlack, start_bot: StartBot, wire: str) -> None:
    await start_bot(wire)

    opened = await slack.command("ana", "general", "open sev2 checkout is failing")
    await quiet(slack)
    await slack.join("bea", "inc-1-checkout-is-failing")
    acknowledged = await slack.command("bea", "inc-1-checkout-is-failing", "ack")
    await quiet(slack)
    resolved = await slack.command("bea", "inc-1-checkout-is-failing", "resolve rolled back 4.18")
    await quiet(slack)

    assert opened.body is not None
    assert "INC-1 (SEV2) is recorded" in opened.body["text"]
    assert acknowledged.body is not None
    assert "INC-1 is yours" in acknowledged.body["text"]
    assert resolved.body is not None
    assert "INC-1 is resolved" in resolved.body["text"]
    assert "Fixed by: rolled back 4.18" in slack.messages("inc-1-checkout-is-failing")[-1]["text"]
