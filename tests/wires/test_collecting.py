"""What people collect for a postmortem in Slack: by a reaction, by a message's menu and the form behind it."""

from tests.office import Office
from tests.wires.test_capture import ROOM, lines, react, said, ticks
from tests.wires.test_capture import opened as opened  # The fixture of that file.


async def document(office: Office) -> str:
    """The newest file of the postmortem in the DM of Ana."""
    await office.says("ana", "general", "postmortem INC-1 export md")
    await office.rest()
    newest = [file for one in office.slack.dm("ana") for file in one.get("files", [])][-1]
    return (office.slack.core.space.files[newest["id"]].content or b"").decode()


async def test_a_reaction_during_the_incident_stands_in_the_draft(opened: Office, wire: str) -> None:
    ts = await said(opened, "the canary was skipped")
    await react(opened, "bea", ts, "mortar_board")
    await opened.says("ana", ROOM, "resolve rolled back 4.18")
    await opened.rest()

    assert await lines(opened) == [("message", opened.slack.person("ana").id, "the canary was skipped")]
    assert ticks(opened, ts) == 1
    told = await document(opened)
    assert "## Learnings and risks" in told
    assert "the canary was skipped" in told.partition("## Learnings and risks")[2].partition("##")[0]


async def test_the_menu_of_a_message_asks_under_which_section(opened: Office, wire: str) -> None:
    ts = await said(opened, "the dashboard showed it at once")
    await opened.uses("ana", "keep", ROOM, ts)
    await opened.rest()

    await opened.presses("ana", "Add to postmortem", ROOM)
    answer = await opened.fills("ana", section="well")
    await opened.says("ana", ROOM, "resolve rolled back 4.18")
    await opened.rest()

    assert "It is put under “well” of the postmortem of INC-1." in answer
    told = await document(opened)
    assert "dashboard" in told.partition("## What went well")[2].partition("##")[0]


async def test_an_edit_in_slack_redraws_the_post(opened: Office) -> None:
    ts = await said(opened, "the canary was skipped")
    await react(opened, "bea", ts, "mortar_board")
    await opened.says("ana", ROOM, "resolve rolled back 4.18")
    await opened.rest()

    await opened.slack.edit("ana", ROOM, ts, "both canaries were skipped")
    await opened.rest()

    [post] = [one for one in opened.slack.messages(ROOM) if "Postmortem of INC-1" in one.get("text", "")]
    assert "both canaries were skipped" in str(post["blocks"])


async def test_who_took_part_is_asked_by_dm_and_answers_in_a_form(opened: Office, wire: str) -> None:
    await opened.says("bea", ROOM, "note the canary was skipped")
    await opened.says("ana", ROOM, "resolve rolled back 4.18")
    await opened.rest()
    for _ in range(4 * 24):
        await opened.pass_time(hours=1)

    asked = [one["text"] for one in opened.slack.dm("bea") if "What did you see" in one.get("text", "")]
    await opened.presses("bea", "Answer", opened.direct("bea"))
    told = await opened.fills("bea", helped="the dashboard of the edge")
    await opened.rest()

    assert len(asked) == 1
    assert "You took part in INC-1" in asked[0]
    assert told == "It is in the postmortem of INC-1, each answer under its section."
    assert "the dashboard of the edge" in (await document(opened)).partition("## What went well")[2].partition("##")[0]
