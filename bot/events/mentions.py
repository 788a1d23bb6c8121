"""Words to the bot in a message: a mention in a channel or a thread, where a slash command does not reach, or a DM.
They are answered like `/incident`, to their writer alone.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot import asks
from bot.channels.calls import Calls, Failed
from bot.desk import FrontDesk
from bot.events.hearing import Body, Listener
from incidents.decision import Choice
from incidents.model import PersonId
from incidents.reply import Answer, Reply

WRITTEN = (None, "file_share", "thread_broadcast")  # The subtypes of what a person writes.


class Mentions:
    """Answers what is said to the bot. Acknowledged after the commit, like a command."""

    def __init__(self, desk: FrontDesk, calls: Calls, *, bot_user: PersonId) -> None:
        self._desk = desk
        self._call = calls
        self._bot = bot_user

    def listeners(self) -> Mapping[str, Listener]:
        """The listener of each subscribed event."""
        return {"app_mention": self.heard, "message.im": self.heard}

    async def heard(self, body: Body) -> None:
        """Somebody speaks to us. What programs say, we ourselves included, is no question."""
        event = body["event"]
        spoken = event.get("user") and not event.get("bot_id") and event.get("subtype") in WRITTEN
        if not spoken or event["user"] == self._bot:
            return
        told = await self._desk.answer(asks.of_message(body, bot_user=self._bot))
        self._desk.track(self._tell(_pressable(told), event))

    async def _tell(self, told: Reply, event: Body) -> None:
        drawn = self._desk.draw(told)
        try:
            await self._call(
                "chat.postEphemeral",
                channel=event["channel"],
                user=event["user"],
                thread_ts=event.get("thread_ts"),
                text=drawn.text,
                blocks=list(drawn.blocks),
                link_names=False,
                parse="none",
            )
        except Failed as failed:
            self._desk.could_not_show(failed)


def _pressable(told: Reply) -> Reply:
    """A message opens no form; a button under the answer does."""
    if told.form is None:
        return told
    offer = Choice("Open the form", told.form.kind.value, told.form.about)
    return replace(told, kind=Answer.NEEDS_FORM, form=None, choices=(offer,))
