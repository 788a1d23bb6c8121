"""Commands, buttons, forms and events as they reach a real Bolt app, over Socket Mode and over signed HTTP."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.model import Person
from sandbox.refusal import Refusal
from sandbox.server import LocalSlack
from tests.sandbox.small_app import Bot, Heard

MODAL_FIELDS = {"what": {"text": "checkout is failing"}}


@pytest.fixture(params=["bot", "http_bot"])
def any_bot(request: pytest.FixtureRequest) -> Bot:
    """The small app on one transport after the other."""
    made: Bot = request.getfixturevalue(request.param)
    return made


@pytest.fixture
async def form(slack: LocalSlack, any_bot: Bot) -> str:
    """The id of a form in front of Ana."""
    await slack.command("ana", "payments", "form")
    return str(slack.views("ana")[-1]["id"])


@pytest.fixture
async def card(client: AsyncWebClient, room: str, button: dict[str, Any]) -> str:
    """The ts of a message with a button."""
    posted = await client.chat_postMessage(channel=room, text="card", blocks=[button])
    return str(posted["ts"])


async def test_a_command_reaches_the_app_and_its_answer_the_person(slack: LocalSlack, any_bot: Bot) -> None:
    ack = await slack.command("ana", "payments", "open")

    assert ack.body == {"text": "recorded"}
    assert ack.error is None
    assert [said["text"] for said in slack.ephemerals("ana")] == ["recorded"]
    assert any_bot.bodies[0]["user_id"] == "U0ANA"
    assert any_bot.bodies[0]["channel_name"] == "payments"
    assert any_bot.bodies[0]["is_enterprise_install"] == "false"


async def test_an_answer_may_be_for_everybody(slack: LocalSlack, any_bot: Bot) -> None:
    await slack.command("ana", "payments", "aloud")

    assert slack.messages("payments")[-1]["text"] == "heard by all"
    assert slack.ephemerals("ana") == []


async def test_an_answer_with_bad_blocks_fails_before_the_persons_eyes(slack: LocalSlack, any_bot: Bot) -> None:
    await slack.command("ana", "payments", "bad")

    assert slack.ephemerals("ana")[-1]["text"] == '/incident failed with the error "invalid_blocks"'
    assert slack.unknown


async def test_a_command_is_delivered_several_times_over(slack: LocalSlack, any_bot: Bot) -> None:
    await slack.command("ana", "payments", "open", copies=3)

    triggers = {body["trigger_id"] for body in any_bot.bodies}
    assert len(any_bot.bodies) == 3
    assert len(triggers) == 1


async def test_an_ack_after_three_seconds_is_too_late(slack: LocalSlack, any_bot: Bot) -> None:
    told, slack.core.outgoing.patience = slack.core.outgoing.patience, 0.1

    ack = await slack.command("ana", "payments", "slow")

    assert told == 3.0
    assert ack.error == "operation_timeout"
    assert slack.ephemerals("ana")[-1]["text"] == '/incident failed with the error "operation_timeout"'


async def test_a_command_with_nobody_connected_fails(slack: LocalSlack) -> None:
    ack = await slack.command("ana", "payments", "open")

    assert ack.error == "dispatch_failed"
    assert slack.ephemerals("ana")[-1]["text"] == '/incident failed with the error "dispatch_failed"'


async def test_a_command_that_nobody_declared_is_not_sent(slack: LocalSlack, any_bot: Bot) -> None:
    ack = await slack.command("ana", "payments", "x", command="/other")

    assert ack.error == "unknown_command"
    assert any_bot.bodies == []


async def test_a_command_needs_membership(slack: LocalSlack, any_bot: Bot) -> None:
    with pytest.raises(Refusal, match="not_in_channel"):
        await slack.command("dev", "payments", "open")


async def test_a_click_carries_its_message_and_value(slack: LocalSlack, any_bot: Bot, room: str, card: str) -> None:
    ack = await slack.click("ana", "ack", channel=room, ts=card)

    body = any_bot.bodies[-1]
    assert ack.error is None
    assert body["actions"][0]["value"] == "INC-1"
    assert body["message"]["ts"] == card
    assert body["container"] == {"type": "message", "message_ts": card, "channel_id": room, "is_ephemeral": False}


async def test_a_stale_button_can_still_be_pressed(
    slack: LocalSlack, client: AsyncWebClient, any_bot: Bot, room: str, card: str
) -> None:
    await client.chat_update(channel=room, ts=card, text="done")

    ack = await slack.click("ana", "ack", channel=room, ts=card, value="INC-1")

    assert ack.error is None
    assert any_bot.bodies[-1]["actions"][0]["value"] == "INC-1"


async def test_a_button_that_is_not_there_cannot_be_pressed(
    slack: LocalSlack, any_bot: Bot, room: str, card: str
) -> None:
    with pytest.raises(Refusal, match="action_not_found"):
        await slack.click("ana", "nonsense", channel=room, ts=card)


async def test_a_button_in_a_private_word_carries_no_message(
    slack: LocalSlack, client: AsyncWebClient, any_bot: Bot, room: str, button: dict[str, Any]
) -> None:
    whispered = await client.chat_postEphemeral(channel=room, user="U0ANA", text="x", blocks=[button])

    await slack.click("ana", "ack", channel=room, ts=whispered["message_ts"])

    assert any_bot.bodies[-1]["container"]["is_ephemeral"]
    assert "message" not in any_bot.bodies[-1]


async def test_a_form_is_filled_in_and_closed(slack: LocalSlack, any_bot: Bot, form: str) -> None:
    ack = await slack.submit("ana", form, {**MODAL_FIELDS, "owner": "U0BEA"})

    values = any_bot.bodies[-1]["view"]["state"]["values"]
    assert ack.error is None
    assert values["what"]["text"] == {"type": "plain_text_input", "value": "checkout is failing"}
    assert values["who"]["owner"] == {"type": "users_select", "selected_user": "U0BEA"}
    assert slack.views("ana") == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "Please complete this required field."), ("x", "Please enter at least 2 characters.")],
)
async def test_slack_itself_checks_what_it_can(
    slack: LocalSlack, any_bot: Bot, form: str, text: str, sentence: str
) -> None:
    ack = await slack.submit("ana", form, {"text": text})

    assert ack.body == {"response_action": "errors", "errors": {"what": sentence}}
    assert len(any_bot.bodies) == 1


async def test_a_field_that_is_not_shown_cannot_be_filled(slack: LocalSlack, form: str) -> None:
    with pytest.raises(Refusal, match="field_not_found"):
        await slack.submit("ana", form, {"colour": "red"})


async def test_errors_leave_the_form_open(slack: LocalSlack, any_bot: Bot, form: str) -> None:
    any_bot.answer = {"response_action": "errors", "errors": {"what": "Say more."}}

    ack = await slack.submit("ana", form, MODAL_FIELDS)

    assert ack.body == any_bot.answer
    assert [view["id"] for view in slack.views("ana")] == [form]


async def test_errors_for_a_block_that_takes_no_input_are_noted(slack: LocalSlack, any_bot: Bot, form: str) -> None:
    any_bot.answer = {"response_action": "errors", "errors": {"elsewhere": "Say more."}}

    ack = await slack.submit("ana", form, MODAL_FIELDS)

    assert ack.error == "invalid_response_action"
    assert slack.unknown


async def test_a_submission_may_update_the_form(
    slack: LocalSlack, any_bot: Bot, form: str, modal: dict[str, Any]
) -> None:
    changed = {**modal, "title": {"type": "plain_text", "text": "Thanks"}}
    any_bot.answer = {"response_action": "update", "view": changed}

    await slack.submit("ana", form, MODAL_FIELDS)

    assert [view["title"]["text"] for view in slack.views("ana")] == ["Thanks"]


async def test_a_submission_may_push_and_then_clear(
    slack: LocalSlack, any_bot: Bot, form: str, modal: dict[str, Any]
) -> None:
    any_bot.answer = {"response_action": "push", "view": modal}
    await slack.submit("ana", form, MODAL_FIELDS)
    stack = slack.views("ana")
    any_bot.answer = {"response_action": "clear"}

    await slack.submit("ana", stack[-1]["id"], MODAL_FIELDS)

    assert [view["previous_view_id"] for view in stack] == [None, form]
    assert slack.views("ana") == []
    assert any_bot.bodies[-1]["type"] == "view_closed"
    assert any_bot.bodies[-1]["is_cleared"]


async def test_a_bad_view_in_the_answer_is_noted(slack: LocalSlack, any_bot: Bot, form: str) -> None:
    any_bot.answer = {"response_action": "update", "view": {"type": "modal"}}

    ack = await slack.submit("ana", form, MODAL_FIELDS)

    assert ack.error == "invalid_response_action"
    assert slack.unknown


async def test_closing_a_form_is_told(slack: LocalSlack, any_bot: Bot, form: str) -> None:
    await slack.close("ana", form)

    assert any_bot.bodies[-1]["type"] == "view_closed"
    assert slack.views("ana") == []


async def test_choosing_in_a_form_carries_its_state(slack: LocalSlack, any_bot: Bot, form: str) -> None:
    await slack.click("ana", "owner", view_id=form, value="U0BEA")

    body = any_bot.bodies[-1]
    assert body["actions"][0]["selected_user"] == "U0BEA"
    assert body["view"]["state"]["values"]["who"]["owner"]["selected_user"] == "U0BEA"


async def test_a_button_on_the_home_tab_is_pressed(
    slack: LocalSlack, client: AsyncWebClient, any_bot: Bot, button: dict[str, Any]
) -> None:
    published = await client.views_publish(user_id="U0ANA", view={"type": "home", "blocks": [button]})

    await slack.click("ana", "ack", view_id=published["view"]["id"])

    body = any_bot.bodies[-1]
    assert (body["type"], body["view"]["type"], body["container"]["type"]) == ("block_actions", "home", "view")
    assert body["actions"][0]["value"] == "INC-1"
    assert "response_url" not in body


async def test_nobody_else_can_use_a_form(slack: LocalSlack, form: str) -> None:
    with pytest.raises(Refusal, match="view_not_found"):
        await slack.submit("bea", form, MODAL_FIELDS)


async def test_a_mention_arrives_as_mention_and_as_message(
    slack: LocalSlack, any_bot: Bot, room: str, heard: Heard
) -> None:
    await slack.say("ana", room, "@sitrep help")
    await heard()

    said = [event["type"] for event in any_bot.events if event.get("text") == "<@U0SITREP> help"]
    assert sorted(said) == ["app_mention", "message"]


async def test_what_happens_where_the_app_is_not_stays_unheard(slack: LocalSlack, any_bot: Bot, heard: Heard) -> None:
    await slack.say("ana", "general", "hello")
    await heard()

    assert any_bot.events == []


async def test_comings_and_goings_are_told(slack: LocalSlack, any_bot: Bot, room: str, heard: Heard) -> None:
    await heard()
    any_bot.events.clear()
    await slack.join("bea", room)
    await slack.leave("bea", room)
    await heard()

    told = [(event["type"], event.get("user")) for event in any_bot.events if event["type"] != "message"]
    assert told == [("member_joined_channel", "U0BEA"), ("member_left_channel", "U0BEA")]


async def test_a_reaction_is_told_with_its_message(
    slack: LocalSlack, any_bot: Bot, room: str, card: str, heard: Heard
) -> None:
    await slack.react("ana", room, card, "eyes")
    await heard()

    reaction = any_bot.events[-1]
    assert reaction["type"] == "reaction_added"
    assert reaction["item"] == {"type": "message", "channel": room, "ts": card}


async def test_changes_to_people_and_channels_are_told(
    slack: LocalSlack, any_bot: Bot, room: str, heard: Heard
) -> None:
    await slack.deactivate("bea")
    await slack.archive(room, user="ana")
    await slack.open_home("ana")
    await slack.arrive(Person("U0LEO", "leo", "Leo Sand"))
    await heard()

    told = {event["type"]: event for event in any_bot.events}
    assert told["user_change"]["user"]["deleted"]
    assert told["channel_archive"]["channel"] == room
    assert told["app_home_opened"]["tab"] == "home"
    assert told["team_join"]["user"]["name"] == "leo"


async def test_every_event_has_an_id_of_its_own(slack: LocalSlack, any_bot: Bot, room: str, heard: Heard) -> None:
    await slack.say("ana", room, "1")
    await slack.say("ana", room, "2")
    await heard()

    ids = [body["event_id"] for body in any_bot.bodies]
    assert len(ids) == len(set(ids))


async def test_an_event_may_come_twice(slack: LocalSlack, any_bot: Bot, room: str, heard: Heard) -> None:
    await heard()
    any_bot.bodies.clear()
    slack.core.outgoing.event_copies = 2

    await slack.say("ana", room, "1")
    await heard()

    assert len(any_bot.bodies) == 2
    assert len({body["event_id"] for body in any_bot.bodies}) == 1
