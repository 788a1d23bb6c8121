"""Canvases: made, found by section, changed; what a free plan does not have."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.refusal import Refusal
from sandbox.server import LocalSlack
from sandbox.state import canvases
from tests.sandbox.small_app import Refused

PLAN = "# Plan\nfirst we look\n\n## Next\n- roll back\n- tell people\n\n```\n# not a heading\n\nstill code\n```"


def markdown(text: str) -> dict[str, str]:
    return {"type": "markdown", "markdown": text}


@pytest.fixture
async def canvas(client: AsyncWebClient, room: str) -> str:
    """The canvas of the channel."""
    made = await client.conversations_canvases_create(channel_id=room, document_content=markdown(PLAN))
    return str(made["canvas_id"])


async def sections(client: AsyncWebClient, canvas: str, **criteria: object) -> list[str]:
    found = await client.canvases_sections_lookup(canvas_id=canvas, criteria=criteria)
    return [each["id"] for each in found["sections"]]


async def test_a_channel_shows_its_canvas(client: AsyncWebClient, room: str, canvas: str) -> None:
    info = await client.conversations_info(channel=room)

    assert info["channel"]["properties"]["canvas"]["file_id"] == canvas


@pytest.mark.parametrize(
    ("criteria", "count"),
    [
        ({"section_types": ["h1"]}, 1),
        ({"section_types": ["any_header"]}, 2),
        ({"section_types": ["h3"]}, 0),
        ({"contains_text": "ROLL"}, 1),
        ({"section_types": ["h2"], "contains_text": "plan"}, 0),
    ],
)
async def test_sections_are_found(client: AsyncWebClient, canvas: str, criteria: dict[str, object], count: int) -> None:
    found = await sections(client, canvas, **criteria)

    assert len(found) == count


@pytest.mark.parametrize(
    ("operation", "result"),
    [
        ("insert_after", "# Plan\n\nnew\n\nfirst"),
        ("insert_before", "new\n\n# Plan\n\nfirst"),
        ("replace", "new\n\nfirst"),
    ],
)
async def test_a_section_is_changed(
    slack: LocalSlack, client: AsyncWebClient, canvas: str, operation: str, result: str
) -> None:
    [heading] = await sections(client, canvas, section_types=["h1"])
    change = {"operation": operation, "section_id": heading, "document_content": markdown("new")}

    await client.canvases_edit(canvas_id=canvas, changes=[change])

    assert slack.canvas(canvas).startswith(result)


async def test_a_section_is_taken_away(slack: LocalSlack, client: AsyncWebClient, canvas: str) -> None:
    [heading] = await sections(client, canvas, section_types=["h1"])

    await client.canvases_edit(canvas_id=canvas, changes=[{"operation": "delete", "section_id": heading}])

    assert slack.canvas(canvas).startswith("first we look")


async def test_the_whole_is_replaced_and_added_to(slack: LocalSlack, client: AsyncWebClient, canvas: str) -> None:
    changes = [("replace", "middle"), ("insert_at_start", "begin"), ("insert_at_end", "end")]
    for operation, text in changes:
        change = {"operation": operation, "document_content": markdown(text)}
        await client.canvases_edit(canvas_id=canvas, changes=[change])

    assert slack.canvas(canvas) == "begin\n\nmiddle\n\nend"


async def test_a_free_plan_has_no_canvas_of_its_own(slack: LocalSlack, refused: Refused, room: str) -> None:
    slack.settings.paid = False

    alone = await refused("canvases.create", title="x")

    assert alone == "free_teams_cannot_create_non_tabbed_canvases"


async def test_a_free_plan_has_one_tab(slack: LocalSlack, refused: Refused, room: str, canvas: str) -> None:
    slack.settings.paid = False

    second = await refused("conversations.canvases.create", channel_id=room)

    assert second == "free_team_canvas_tab_already_exists"


async def test_canvases_may_be_switched_off(slack: LocalSlack, refused: Refused) -> None:
    slack.settings.canvases = False

    code = await refused("canvases.create", title="x")

    assert code == "canvas_disabled_user_team"


async def test_a_canvas_is_a_file_of_whoever_made_it(slack: LocalSlack, client: AsyncWebClient, canvas: str) -> None:
    info = await client.files_info(file=canvas)

    assert (info["file"]["user"], info["file"]["filetype"]) == (slack.bot_user, "quip")


def test_more_than_a_mebibyte_is_refused() -> None:
    with pytest.raises(Refusal, match="canvas_creation_failed"):
        canvases.cut("x" * (1_048_576 + 1), "canvas_creation_failed")
