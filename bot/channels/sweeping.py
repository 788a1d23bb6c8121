"""The errands of the audit: look through the places where a post may stand twice, take away a copy."""

from collections.abc import Sequence
from datetime import datetime

from bot.channels.calls import Calls, Failed
from bot.channels.outcome import Outcome, Refusal, Sent
from bot.channels.posting import SKEW, Nowhere, Posts, Target, key_of
from bot.verdicts import Verdict, judge
from bot.views.scene import Scene
from commands.carry import Parcel, about
from incidents.messages import MessageKind
from incidents.model import ChannelId
from incidents.upkeep import sweeping
from incidents.upkeep.sweeping import Copies, Copy

STANDS_OPEN = (Verdict.DOWN, Verdict.UNSURE)  # What says nothing about the place.


class Sweeping:
    """Looks and takes away; both may be run again."""

    def __init__(self, calls: Calls, posts: Posts) -> None:
        self._call = calls
        self._posts = posts

    async def sweep(self, parcel: Parcel, scene: Scene) -> Outcome:
        """Every message of ours that stands where the post in doubt went, since it was first tried."""
        post, since = sweeping.post_of(parcel.job.message)
        try:
            targets = await self._targets(about(parcel, post))
            return Sent(found=Copies(tuple([copy for one in targets for copy in await self._seen(one, since)])))
        except Nowhere:
            return Sent()
        except Failed as failed:
            return _as_it_stands(failed)

    async def _targets(self, parcel: Parcel) -> Sequence[Target]:
        said = parcel.job.message.values
        if parcel.job.message.kind is MessageKind.BECAME:
            return (Target(ChannelId(said["channel"]), said["ts"]),)
        target = await self._posts.target(parcel)
        return (target, target.before) if target.before else (target,)

    async def _seen(self, target: Target, since: datetime) -> list[Copy]:
        messages = await self._posts.since(target, since - SKEW)
        return [Copy(key, target.channel, str(one["ts"])) for one in messages if (key := key_of(one))]

    async def withdraw(self, parcel: Parcel, scene: Scene) -> Outcome:
        """Delete one copy; where it is gone, or its place is, all is as it should be."""
        said = parcel.job.message.values
        try:
            await self._call("chat.delete", channel=said["channel"], ts=said["ts"])
        except Failed as failed:
            return _as_it_stands(failed)
        return Sent()


def _as_it_stands(failed: Failed) -> Outcome:
    """Where Slack refuses the place for good there is nothing to repair."""
    refused = isinstance(failed.outcome, Refusal) and judge(failed.code) not in STANDS_OPEN
    return Sent() if refused else failed.outcome
