"""A sev1 of six hours: two severities, a handover, a merge, edited and deleted pins; and how much the bot said."""

from collections import Counter
from collections.abc import Mapping

from incidents.model import IncidentId
from incidents.record import chain
from tests.figures import Tell
from tests.office import Office, TellBoth

ROOM = "inc-1-checkout-is-failing"
OTHER = "inc-2-checkout-fails-in-eu"
# What the budget of the design leaves out: one intro, one first post, one announcement, a DM for each page, then turns,
# updates and what people asked for.
ASKED_FOR = {
    "intro",
    "first",
    "announcement",
    "duty",
    "page",
    "handover",
    "handed",
    "part",
    "role",
    "turn",
    "update",
    "became",
    "gathered",
    "todo",
}
MOST = 4


async def test_a_sev1_of_six_hours(tell_over_both_wires: TellBoth, tell: Tell) -> None:
    spent: list[str] = []

    async def story(office: Office) -> None:
        spent[:] = await six_hours(office)

    await tell_over_both_wires(story)
    tell("messages of the bot in six hours of a sev1, by hour (all of them / those that nobody asked for, at most 4):")
    for line in spent:
        tell(f"  {line}")


async def six_hours(office: Office) -> list[str]:
    """What the bot said hour by hour, in a line each."""
    spent = []
    for number, hour in enumerate((first_hour, second_hour, third_hour, fourth_hour, fifth_hour, sixth_hour), start=1):
        before = len(office.slack.calls)
        await hour(office)
        said = posted(office, before)
        others = {kind: count for kind, count in said.items() if kind not in ASKED_FOR}
        assert sum(others.values()) <= MOST, (number, others)
        spent.append(f"hour {number}: {sum(said.values())} / {sum(others.values())} {others or ''}".rstrip())
    return spent


async def first_hour(office: Office) -> None:
    """Ana reports it; nobody answers at once; Bea has it, and pins what matters."""
    await office.says("ana", "general", "open sev2 checkout is failing")
    await office.pass_time(minutes=5)
    assert any("NOBODY HAS IT" in post for post in office.posts(ROOM))

    await office.pass_time(minutes=3)
    await office.presses("bea", "I have it", ROOM)
    await office.slack.join("bea", ROOM)
    await office.rest()
    assert not any("NOBODY HAS IT" in post for post in office.posts(ROOM))

    cause = await office.slack.say("bea", ROOM, "the gateway's pool is exhausted")
    await office.slack.pin("bea", ROOM, cause)
    await office.rest()
    await office.says("bea", ROOM, "severity sev1")
    await office.pass_time(minutes=22)
    await office.says("bea", ROOM, "update half of the card payments fail impact: EU only next: restart the gateway")
    await office.pass_time(minutes=25)
    await office.says("bea", ROOM, "update gateway restarted, no change")
    await office.pass_time(minutes=5)


async def second_hour(office: Office) -> None:
    """The pinned message is edited and then deleted; the record keeps what was said and follows."""
    pinned = next(one for one in office.slack.messages(ROOM) if one.get("text") == "the gateway's pool is exhausted")
    await office.slack.edit("bea", ROOM, pinned["ts"], "the gateway's pool is exhausted by retries")
    await office.rest()
    await office.slack.delete("bea", ROOM, pinned["ts"])
    await office.rest()
    lines = await office.says("bea", ROOM, "timeline")
    assert "the gateway's pool is exhausted" in lines
    assert "exhausted by retries" in lines
    assert "deleted in Slack" in lines

    await office.pass_time(minutes=20)
    await office.says("bea", ROOM, "update retries are throttled")
    await office.pass_time(minutes=25)
    await office.presses("bea", "Post “no change”", "dm")
    await office.pass_time(minutes=15)


async def third_hour(office: Office) -> None:
    """Mia opens the same once more, and it is merged."""
    await office.says("mia", "general", "open sev3 checkout fails in EU")
    answer = await office.presses("mia", "Merge into INC-1", OTHER)
    assert answer.startswith("INC-2 is merged into INC-1.")
    assert "mia" in office.members(ROOM)

    await office.pass_time(minutes=10)
    await office.says("bea", ROOM, "update customers outside EU are fine")
    await office.pass_time(minutes=25)
    await office.says("bea", ROOM, "update vendor has been called")
    await office.pass_time(minutes=25)


async def fourth_hour(office: Office) -> None:
    """Bea hands it over to Chen, who takes it in his language."""
    await office.says("bea", ROOM, "handover @chen")
    await office.presses("chen", "接受", "dm")
    assert "*Owner* 陈伟" in office.pins(ROOM)[0]

    await office.pass_time(minutes=20)
    await office.says("chen", ROOM, "update fix of the vendor is being tested")
    await office.pass_time(minutes=25)
    await office.says("chen", ROOM, "update fix goes out region by region")
    await office.pass_time(minutes=15)


async def fifth_hour(office: Office) -> None:
    """It gets better; nobody writes anything, and Chen is asked once."""
    await office.says("chen", ROOM, "severity sev2")
    await office.says("chen", ROOM, "remind off")
    await office.pass_time(minutes=25)
    assert sum("还在处理吗" in said["text"] for said in office.dm("chen")) == 1
    await office.presses("chen", "仍在处理", "dm")
    assert sum("还在处理吗" in said["text"] for said in office.dm("chen")) == 0

    await office.says("chen", ROOM, "status monitoring")
    await office.pass_time(minutes=35)


async def sixth_hour(office: Office) -> None:
    """It is over: resolved, told everywhere, and the record is whole."""
    await office.pass_time(minutes=50)
    answer = await office.says("chen", ROOM, "resolve 供应商修复了网关客户端")
    await office.pass_time(minutes=10)

    lines = await office.bot.store.read(lambda tx: tx.timeline.whole(IncidentId(1)))
    assert "INC-1" in answer
    assert "resolved after" in office.posts("incidents")[0]
    assert chain.broken(lines) is None
    assert [line.kind for line in lines].count("severity") == 2


def posted(office: Office, since: int) -> Mapping[str, int]:
    """What the bot posted where people see it, by kind; what it took away again is not counted, redraws neither."""
    keys = [
        call.args["metadata"]["event_payload"]["key"]
        for call in office.slack.calls[since:]
        if call.method == "chat.postMessage" and (call.answer or {}).get("ok")
    ]
    return Counter(key.split("/")[1] for key in keys)
