"""Slack as a medium: each kind of message is one errand, safe to run again after a crash at any line."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from html import unescape

from bot.channels import knowing, people, withdrawals
from bot.channels.backstop import Backstop
from bot.channels.boards import Boards
from bot.channels.calls import Answer, Calls, Failed
from bot.channels.canvases import Canvases
from bot.channels.checkup import Checkup
from bot.channels.files import Files
from bot.channels.here import come_in
from bot.channels.moving import Moving
from bot.channels.outcome import Outcome, Refusal, Sent
from bot.channels.posting import SKEW, Nowhere, Posts, Target
from bot.channels.reading import Reading
from bot.channels.record import RecordErrands
from bot.channels.rereading import Rereading
from bot.channels.reviewing import Reviewing
from bot.channels.sweeping import Sweeping
from bot.views import cards, home, mishaps
from bot.views.blocks import Drawn, shortened
from bot.views.escalation import posts as escalation
from bot.views.life import posts as life
from bot.views.life import questions, turns
from bot.views.oncall import boards, reviews, sheets
from bot.views.oncall import posts as oncall
from bot.views.overview import daily
from bot.views.people import following
from bot.views.record import posts as record
from bot.views.record import taken
from bot.views.scene import Elsewhere, Scene
from bot.views.upkeep import posts as upkeep
from bot.views.words import Voice
from commands.carry import Parcel
from incidents.life import naming
from incidents.messages import MessageKind
from incidents.model import ChannelId, PersonId, Setting
from incidents.policy import Policy
from incidents.record import redaction
from storage.delivery.places import Place, Role, alarm_of, of_incident

LONGEST_PLAIN = 3000
NAMES_TRIED = 9
THREAD_GONE = ("thread_not_found", "message_not_found", "cannot_reply_to_message")

VIEWS: Mapping[MessageKind, Callable[[Scene], Drawn]] = {
    MessageKind.INTRO: cards.intro,
    MessageKind.CARD: cards.intro,
    MessageKind.ANNOUNCEMENT: cards.announcement,
    MessageKind.HEADLINE: cards.announcement,
    MessageKind.FIRST: life.first,
    MessageKind.TURN: turns.turn,
    MessageKind.ABROAD: turns.abroad,
    MessageKind.UPDATE: record.update,
    **people.VIEWS,
    **knowing.VIEWS,
    MessageKind.NOBODY: life.nobody,
    MessageKind.REMINDER: record.reminder,
    MessageKind.MISHAP: mishaps.mishap,
    MessageKind.CHECKED: upkeep.checked,
    MessageKind.FOLLOW: following.event,
    MessageKind.DAILY: daily.daily,
    MessageKind.DIGEST: daily.digest,
    MessageKind.HOME: home.draw,
    MessageKind.QUESTION: questions.question,
    MessageKind.GATHERED: taken.gathered,
    MessageKind.BECAME: life.became,
    MessageKind.MOVED: life.moved,
    MessageKind.SHIFT: oncall.shift,
    MessageKind.ROTA_TOLD: reviews.reviewed,
    MessageKind.UNSENT: sheets.unsent,
    MessageKind.ROTA_STUCK: boards.stuck,
    MessageKind.ESCALATION: escalation.escalation,
    MessageKind.CALL: escalation.call,
    MessageKind.BACKSTOP: escalation.backstop,
}
REDRAWN = {
    MessageKind.CARD: Role.INTRO,
    MessageKind.HEADLINE: Role.ANNOUNCEMENT,
    MessageKind.POSTMORTEM_DRAWN: Role.POSTMORTEM,
}
NO_POSTS = {*REDRAWN, MessageKind.OFFER, MessageKind.HOME, MessageKind.BACKSTOP, *people.SETTLES}
POSTS = frozenset(VIEWS) - NO_POSTS
FILES = {MessageKind.EXPORT, MessageKind.SHEET, MessageKind.POSTMORTEM_FILE}
LOOKED_UP = (
    POSTS | FILES | {MessageKind.BOOKMARKS, MessageKind.POSTMORTEM_CANVAS}
)  # Looked for before they are tried again.
LEARNED = {
    MessageKind.INTRO: Role.INTRO,
    MessageKind.ANNOUNCEMENT: Role.ANNOUNCEMENT,
    MessageKind.REMINDER: Role.REMINDER,
    MessageKind.POSTMORTEM: Role.POSTMORTEM,
}


class SlackChannel:
    """Sends one message at a time; every answer is an outcome, never an exception."""

    def __init__(self, calls: Calls, policy: Callable[[], Policy], bot_user: PersonId) -> None:
        self._call = calls
        self._posts = Posts(calls, policy)
        self._policy = policy
        self._bot = bot_user
        sweeping, files = Sweeping(calls, self._posts), Files(calls, self._posts)
        self._errands: Mapping[MessageKind, Callable[[Parcel, Scene], Awaitable[Outcome]]] = {
            MessageKind.CHANNEL: self._create,
            MessageKind.INVITE: lambda parcel, _: people.invite(calls, parcel),
            MessageKind.PURPOSE: self._purpose,
            MessageKind.TOPIC: self._topic,
            MessageKind.PIN: self._pin,
            MessageKind.RETRACT: lambda parcel, _: withdrawals.retract(calls, parcel),
            MessageKind.ARCHIVE: lambda parcel, _: withdrawals.archive(calls, parcel),
            MessageKind.MEMBERS: self._members,
            MessageKind.BACKSTOP: Backstop(calls).ask,
            MessageKind.BACKSTOP_OFF: Backstop(calls).take_back,
            MessageKind.CHECKUP: Checkup(calls).look,
            MessageKind.ROTA_LOOK: Reviewing(calls).look,
            MessageKind.ROTA_TOPIC: Boards(calls).topic,
            MessageKind.ROTA_GROUP: Boards(calls).group,
            MessageKind.MOVE: Moving(calls, bot_user).move,
            **dict.fromkeys(POSTS, self._post),
            **dict.fromkeys(REDRAWN, self._redraw),
            **dict.fromkeys(people.SETTLES, self._settle),
            MessageKind.NOBODY: self._alarm,
            MessageKind.OFFER: self._whisper,
            MessageKind.RETOUCH: self._retouch,
            **RecordErrands(calls, files).errands(),
            **files.errands(),
            MessageKind.POSTMORTEM_CANVAS: Canvases(calls, bot_user).draw,
            MessageKind.HOME: self._publish,
            **Reading(calls, bot_user).errands(),
            **Rereading(calls, bot_user).errands(),
            MessageKind.BECAME: self._became,
            MessageKind.SWEEP: sweeping.sweep,
            MessageKind.WITHDRAW: sweeping.withdraw,
        }

    async def deliver(self, parcel: Parcel, voice: Voice) -> Outcome:
        """Run the errand of this message once."""
        channel, head = parcel.places.get(Role.CHANNEL), parcel.places.get(Role.ANNOUNCEMENT)
        other = parcel.other.get(Role.CHANNEL)
        scene = Scene(
            about=parcel.about,
            policy=self._policy(),
            voice=voice,
            now=parcel.now,
            channel=channel.channel if channel else None,
            thread=head.label if head else "",
            said=parcel.job.message.values,
            todos=parcel.todos,
            bookmarks=parcel.bookmarks,
            brief=parcel.brief,
            guide=parcel.guide,
            other=Elsewhere(other.channel, other.label) if other else None,
            alikes=parcel.alikes,
            paper=parcel.paper,
        )
        try:
            return await self._run(parcel, scene)
        except Failed as failed:
            return failed.outcome
        except Nowhere:
            return Refusal("no_channel")

    async def _run(self, parcel: Parcel, scene: Scene) -> Outcome:
        """Run the errand, and once more where the channel kept us out and let us in again."""
        errand = self._errands[parcel.job.message.kind]
        try:
            return await errand(parcel, scene)
        except Failed as failed:
            if not await self._mended(failed, parcel):
                raise
        return await errand(parcel, scene)

    async def _mended(self, failed: Failed, parcel: Parcel) -> bool:
        """Come back into a public channel we are not in; open an archived one while its incident is open."""
        own = parcel.places.get(Role.CHANNEL)
        ours = own is not None and own.channel == failed.channel
        try:
            if failed.code == "not_in_channel" and not (ours and parcel.incident.private):
                await self._call("conversations.join", channel=failed.channel)
                return True
            kept = ours and parcel.incident.setting is Setting.OWN and parcel.incident.is_open
            if failed.code in ("is_archived", "is_inactive") and kept:
                await self._call("conversations.unarchive", channel=failed.channel)
                return True
        except Failed as again:
            return again.code == "not_archived"
        return False

    # The channel.

    async def _create(self, parcel: Parcel, scene: Scene) -> Outcome:
        """Make the channel under the first free name, or come into the one where it was opened. A name that is taken
        is adopted only if the bot itself made it.
        """
        incident = parcel.incident
        if incident.setting is Setting.HERE:
            return await come_in(self._call, incident)
        attempt, plain = 1, False
        while attempt <= NAMES_TRIED:
            name = self._name(parcel, attempt, plain=plain)
            try:
                made = (await self._call("conversations.create", name=name, is_private=incident.private))["channel"]
                return self._made(parcel, made)
            except Failed as failed:
                if failed.code == "name_taken":
                    if own := await self._own(parcel, name):
                        return self._made(parcel, own)
                    attempt += 1
                elif failed.code.startswith("invalid_name") and not plain:
                    plain = True
                else:
                    raise
        return Refusal("name_taken")

    def _name(self, parcel: Parcel, attempt: int, *, plain: bool) -> str:
        incident, said = parcel.incident, parcel.job.message.values
        name = naming.channel_name(
            self._policy().channel_template,
            number=incident.id,
            title=said["title"],
            severity=said["severity"],
            attempt=attempt,
        )
        return naming.ascii_name(name, number=incident.id) if plain else name

    def _made(self, parcel: Parcel, made: Answer) -> Outcome:
        if parcel.incident.private and not made.get("is_private"):
            return Refusal("not_private")  # Fail closed: nothing private is ever written into a public channel.
        return Sent((of_incident(parcel.incident, Role.CHANNEL, ChannelId(made["id"]), label=made["name"]),))

    async def _own(self, parcel: Parcel, name: str) -> Answer | None:
        """The channel of this name if the bot made it for this very incident: by creator, time and purpose."""
        kinds = "private_channel" if parcel.incident.private else "public_channel"
        found = await self._call.pages("users.conversations", "channels", types=kinds, limit=1000)
        since = (parcel.incident.opened_at - SKEW).timestamp()
        for channel in found:
            purpose = (channel.get("purpose") or {}).get("value", "")
            ours = channel.get("creator") == self._bot and channel.get("created", 0) >= since
            if channel["name"] == name and ours and (not purpose or purpose.partition(":")[0] == parcel.incident.key):
                return channel  # type: ignore[no-any-return]  # JSON.
        return None

    async def _purpose(self, parcel: Parcel, scene: Scene) -> Outcome:
        """Set the purpose once: each setting writes a line that everybody sees."""
        channel, text = _channel(parcel), cards.purpose(scene)
        if not parcel.job.ambiguous or await self._stands(channel, "purpose") != text:
            await self._call("conversations.setPurpose", channel=channel, purpose=text)
        return Sent()

    async def _topic(self, parcel: Parcel, scene: Scene) -> Outcome:
        """Set the topic if it is not already so: each setting writes a line that everybody sees."""
        channel, text = _channel(parcel), cards.topic(scene)
        known = parcel.places.get(Role.TOPIC)
        if known and known.label == text:
            return Sent()
        if not parcel.job.ambiguous or await self._stands(channel, "topic") != text:
            await self._call("conversations.setTopic", channel=channel, topic=text)
        return Sent((of_incident(parcel.incident, Role.TOPIC, channel, label=text),))

    async def _stands(self, channel: ChannelId, what: str) -> str:
        """What a channel's topic or purpose says now, without the entities that Slack writes for & < >."""
        info = (await self._call("conversations.info", channel=channel))["channel"]
        return unescape(str((info.get(what) or {}).get("value", "")))

    async def _pin(self, parcel: Parcel, scene: Scene) -> Outcome:
        intro = parcel.places.get(Role.INTRO)
        if intro is None:
            raise Nowhere
        try:
            await self._call("pins.add", channel=intro.channel, timestamp=intro.ts)
        except Failed as failed:
            if failed.code != "already_pinned":
                raise
        return Sent()

    async def _members(self, parcel: Parcel, scene: Scene) -> Outcome:
        people = await self._call.pages("conversations.members", "members", channel=_channel(parcel), limit=1000)
        return Sent(members=[PersonId(person) for person in people if person != self._bot])

    # Posts.

    async def _post(self, parcel: Parcel, scene: Scene) -> Outcome:
        """Post once; where the message it should stand under is gone, under none."""
        drawn, target = self._drawn(parcel, scene), await self._posts.target(parcel)
        try:
            ts = await self._posts.once(parcel, drawn, target)
        except Failed as failed:
            if failed.code not in THREAD_GONE or not target.thread:
                raise
            target = replace(target, thread=None)
            ts = await self._posts.once(parcel, drawn, target)
        address = await self._address(parcel, target.channel, ts)
        return Sent((*target.learned, *_learned(parcel, target.channel, ts, address)))

    async def _address(self, parcel: Parcel, channel: ChannelId, ts: str) -> str:
        """The address of the thread that an incident runs in, for those who come from elsewhere; else nothing."""
        if parcel.job.message.kind is not MessageKind.ANNOUNCEMENT or parcel.incident.setting is not Setting.THREAD:
            return ""
        try:
            return str((await self._call("chat.getPermalink", channel=channel, message_ts=ts))["permalink"])
        except Failed:
            return "-"  # It is a thread all the same.

    async def _became(self, parcel: Parcel, scene: Scene) -> Outcome:
        """Answer under somebody's message. Where we may not write we do not come in for it, and nobody is told."""
        said = parcel.job.message.values
        target = Target(ChannelId(said["channel"]), said["ts"])
        try:
            await self._posts.once(parcel, self._drawn(parcel, scene), target)
        except Failed as failed:
            if not isinstance(failed.outcome, Refusal):
                raise
        return Sent()

    async def _whisper(self, parcel: Parcel, scene: Scene) -> Outcome:
        return await people.whisper(self._call, parcel, self._drawn(parcel, scene))

    def _drawn(self, parcel: Parcel, scene: Scene) -> Drawn:
        """The message, or its bare text where Slack refused its form."""
        drawn = VIEWS[parcel.job.message.kind](scene)
        return Drawn(shortened(drawn.text, LONGEST_PLAIN)) if parcel.job.plain else drawn

    async def announcements(self) -> Place:
        """The announcement channel."""
        return await self._posts.announcements()

    # Redraws.

    async def _redraw(self, parcel: Parcel, scene: Scene) -> Outcome:
        place = parcel.places.get(REDRAWN[parcel.job.message.kind])
        if place is None:
            raise Nowhere
        return await self._rewrite(parcel, scene, place)

    async def _settle(self, parcel: Parcel, scene: Scene) -> Outcome:
        """Redraw a DM that asked somebody for something; who never got one needs none."""
        place = people.stands(parcel)
        return await self._rewrite(parcel, scene, place) if place else Sent()

    async def _retouch(self, parcel: Parcel, scene: Scene) -> Outcome:
        """Write a post anew whose words were erased; where it is not found there is nothing to erase."""
        post, since = redaction.original(parcel.job.message)
        if post.kind not in POSTS:
            return Sent()
        again = replace(parcel, job=replace(parcel.job, message=post, first_at=since))
        target = await self._posts.target(again)
        ts = await self._posts.find(again, target)
        if ts is None:
            return Sent()
        place = Place(again.incident.key, Role.CHANNEL, target.channel, ts)
        return await self._rewrite(again, replace(scene, said=post.values), place)

    async def _rewrite(self, parcel: Parcel, scene: Scene, place: Place) -> Outcome:
        drawn = self._drawn(parcel, scene)
        await self._call(
            "chat.update",
            channel=place.channel,
            ts=place.ts,
            text=drawn.text,
            blocks=list(drawn.blocks),
            link_names=False,
            parse="none",
        )
        return Sent()

    async def _publish(self, parcel: Parcel, scene: Scene) -> Outcome:
        """Fill a person's Home; what stood there is replaced, so that it may be done twice."""
        view = {"type": "home", "blocks": list(VIEWS[MessageKind.HOME](scene).blocks)}
        await self._call("views.publish", user_id=parcel.job.message.values["person"], view=view)
        return Sent()

    async def _alarm(self, parcel: Parcel, scene: Scene) -> Outcome:
        """Cry again: the cry before goes first, so that they never stack."""
        if not parcel.job.ambiguous:  # Else what stands there may be this very cry.
            await withdrawals.take_away(self._call, parcel.places.get(alarm_of(parcel.job.message)))
        return await self._post(parcel, scene)


def _learned(parcel: Parcel, channel: ChannelId, ts: str, address: str) -> tuple[Place, ...]:
    """The place to keep of a message that is redrawn or taken away later."""
    kind = parcel.job.message.kind
    role = LEARNED.get(kind)
    if kind is MessageKind.NOBODY:
        role = alarm_of(parcel.job.message)
    elif kind is MessageKind.QUESTION:
        role = Role(parcel.job.message.values["role"])
    return (of_incident(parcel.incident, role, channel, ts, address),) if role else people.kept(parcel, channel, ts)


def _channel(parcel: Parcel) -> ChannelId:
    place = parcel.places.get(Role.CHANNEL)
    if place is None:
        raise Nowhere
    return place.channel
