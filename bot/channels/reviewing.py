"""What Slack alone knows of the people of a schedule: asked before it is judged whether they can be woken."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.channels.calls import Answer, Calls, Failed
from bot.channels.outcome import Outcome, Refusal, Sent
from bot.channels.rooms import Rooms
from bot.verdicts import Verdict, judge
from bot.views.scene import Scene
from commands.carry import Parcel
from incidents.oncall.reviewing import Seen

AT_ONCE = 50  # dnd.teamInfo takes so many people.
Quiet = dict[str, tuple[datetime, datetime]]


class Reviewing:
    """Looks; nothing is changed, so that it may be done twice."""

    def __init__(self, calls: Calls) -> None:
        self._call = calls
        self._rooms = Rooms(calls)

    async def look(self, parcel: Parcel, scene: Scene) -> Outcome:
        """Who is gone, who is not to be disturbed when, and where the team is told."""
        said = parcel.job.message.values
        people = said["people"].split()
        gone = frozenset([person for person in people if await self._is_gone(person)])
        room = "" if "by" in said else await self._rooms.open_to_us(said["channel"])
        try:
            quiet = await self._quiet([person for person in people if person not in gone], parcel.now)
        except Failed as failed:
            if not isinstance(failed.outcome, Refusal):
                raise
            return Sent(found=Seen(gone=gone, room=room, trouble=failed.code))
        return Sent(found=Seen(gone=gone, quiet=quiet, room=room))

    async def _is_gone(self, person: str) -> bool:
        try:
            user = (await self._call("users.info", user=person))["user"]
        except Failed as failed:
            if not isinstance(failed.outcome, Refusal):
                raise
            return judge(failed.code) is Verdict.GONE
        return bool(user.get("deleted"))

    async def _quiet(self, people: Sequence[str], now: datetime) -> Quiet:
        """When each of them is not to be disturbed next, or is not now."""
        found: Quiet = {}
        for at in range(0, len(people), AT_ONCE):
            told = await self._call("dnd.teamInfo", users=",".join(people[at : at + AT_ONCE]))
            spans = {person: _span(state) for person, state in told["users"].items()}
            found |= {person: span for person, span in spans.items() if span and span[1] > now}
        return found


def _span(state: Answer) -> tuple[datetime, datetime] | None:
    """Slack says 1 where nothing is set."""
    begin, end = int(state.get("next_dnd_start_ts", 1)), int(state.get("next_dnd_end_ts", 1))
    if not state.get("dnd_enabled") or end <= begin:
        return None
    return datetime.fromtimestamp(begin, UTC), datetime.fromtimestamp(end, UTC)
