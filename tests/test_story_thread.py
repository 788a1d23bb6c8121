"""A small incident in the thread under its announcement: noted by mention, raised into a channel, resolved."""

from tests.office import Office, TellBoth, is_ours, words_of

ROOM = "inc-1-logo-is-blurred"


async def test_a_small_incident_runs_in_a_thread_until_it_grows(tell_over_both_wires: TellBoth) -> None:
    await tell_over_both_wires(in_a_thread)


async def in_a_thread(office: Office) -> None:
    """Ana sees a blurred logo; the page behind it turns out to fail."""
    await ana_opens_it_as_sev4(office)
    await bea_takes_it_and_notes_by_mention(office)
    await it_is_raised_and_goes_on_in_a_channel(office)
    await it_is_resolved(office)


async def ana_opens_it_as_sev4(office: Office) -> None:
    answer = await office.says("ana", "general", "open sev4 logo is blurred @bea")

    assert "It is run in the thread under its announcement" in answer
    assert [room for room in office.slack.core.space.by_name if room.startswith("inc-")] == []
    said = thread(office)
    assert len(said) == 2
    assert "*INC-1 · logo is blurred* · SEV4" in said[0]
    assert "<@U0BEA> is named owner" in said[1]
    assert "write `@sitrep update ...`" in said[1]
    assert "in this thread" in office.posts("incidents")[0]
    assert f"{head(office).replace('.', '')}|INC-1>" in words_of(office.dm("bea")[0])
    assert office.pins("incidents") == []
    assert office.topic("incidents") == ""


async def bea_takes_it_and_notes_by_mention(office: Office) -> None:
    await office.slack.join("bea", "incidents")
    bot = f"<@{office.slack.bot_user}>"

    taken = await office.writes("bea", "incidents", f"{bot} ack", head(office))
    noted = await office.writes("bea", "incidents", f"{bot} note the file server answers slowly", head(office))
    joined = await office.says("mia", "general", "join INC-1")

    assert taken == "INC-1 is yours. Nobody else will be paged."
    assert noted == "Written into the timeline of INC-1."
    assert f"/p{head(office).replace('.', '')}|this thread>" in joined
    assert "has it." in thread(office)[-1]
    assert "bea" not in thread(office, shown_in_the_channel=True)


async def it_is_raised_and_goes_on_in_a_channel(office: Office) -> None:
    bot = f"<@{office.slack.bot_user}>"

    await office.writes("bea", "incidents", f"{bot} severity sev2", head(office))

    room = office.slack.channel(ROOM)
    assert office.members(ROOM) == ["ana", "bea"]
    assert room.topic["value"].startswith("🟠 INC-1 · SEV2")
    assert "*INC-1 · logo is blurred* · SEV2" in office.pins(ROOM)[0]
    assert "SEV4 → SEV2" in office.posts(ROOM)[1]
    assert f"It goes on in <#{room.id}>." in thread(office)
    assert f"<#{room.id}>" in office.posts("incidents")[0]
    assert len([said for said in thread(office) if "SEV4 → SEV2" in said]) == 1


async def it_is_resolved(office: Office) -> None:
    await office.says("bea", ROOM, "resolve cleared the disk of the file server")

    assert "Resolved after" in office.posts(ROOM)[-2]  # After it comes the postmortem.
    assert "Resolved after" in thread(office)[-1]
    assert "the file server answers slowly" in await office.says("ana", ROOM, "timeline")
    assert "gave it a channel of its own" in await office.says("ana", ROOM, "timeline")


def head(office: Office) -> str:
    """The ts of the announcement."""
    return str(next(one["ts"] for one in office.slack.messages("incidents") if one.get("bot_id")))


def thread(office: Office, *, shown_in_the_channel: bool = False) -> list[str]:
    """What the bot has said in the thread; or only what the channel shows of it too."""
    top = head(office)
    said = [one for one in office.slack.messages("incidents") if is_ours(one) and one.get("thread_ts") == top]
    replies = [one for one in said if one["ts"] != top]
    return [words_of(one) for one in replies if one.get("subtype") == "thread_broadcast" or not shown_in_the_channel]
