"""What followers and those who look at many incidents are shown, with one text in every place for people's words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from incidents.messages import MessageKind
from incidents.model import ChannelId, Incident, IncidentId, PersonId, Todo
from incidents.overview.brief import Brief
from incidents.people import following
from incidents.people.following import Follow
from incidents.record.chain import Link
from incidents.reply import Answer, Followed, Reply, reply
from tests.views import oncall

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ANA = PersonId("UANA")
CHANNEL = ChannelId("C0INC42")
LONGEST_SERVICE = 200
ANSWERS = (Answer.FOLLOWED, Answer.UNFOLLOWED, Answer.FOLLOWS)
Said = dict[str, str]
OF_MANY: Mapping[MessageKind, Said] = {
    MessageKind.DAILY: {},
    MessageKind.DIGEST: {"since": NOON.isoformat()},
    MessageKind.HOME: {"person": "UBEA"},
}


def subjects(text: str) -> tuple[str, ...]:
    """One subject of every sort; the service is called by the text."""
    service = following.of_service(text[:LONGEST_SERVICE])
    return ("INC-42", following.of_severity("own"), service, following.ALL)


def follows(text: str) -> tuple[Follow, ...]:
    """Every sort of subject, for a person and for a channel, at once and daily."""
    return tuple(
        Follow(follower=who, subject=subject, digest=who == ANA, added_by=ANA, added_at=NOON, told_at=NOON)
        for who in (ANA, CHANNEL)
        for subject in subjects(text)
    )


def events(text: str, turns: Sequence[Said], updates: Sequence[Said]) -> list[Said]:
    """Every sort of event, told because of every sort of subject; the last one too."""
    of = [{"subject": follow.subject, "follower": follow.follower} for follow in follows(text)]
    happened = [{"event": "opened"}, *({**said, "event": "update"} for said in updates)]
    happened += [{**said, "event": said["turn"]} for said in turns[-4:]]
    told = [{**of[at % len(of)], **said} for at, said in enumerate(happened)]
    return [*told, {**told[0], "last": "yes"}]


def replies(text: str) -> Iterator[Reply]:
    """Every answer about following."""
    for room in ("", CHANNEL):
        for subject in subjects(text):
            for how in ("at once", "daily"):
                for kind, number in ((Answer.FOLLOWED, 1), (Answer.UNFOLLOWED, 1), (Answer.UNFOLLOWED, 3)):
                    yield reply(kind, subject=subject, room=room, how=how, number=number)
    yield Reply(kind=Answer.FOLLOWS, data=Followed(()))
    yield Reply(kind=Answer.FOLLOWS, data=Followed(follows(text) * 3))


def brief(text: str, incidents: tuple[Incident, ...], lines: Mapping[int, tuple[Link, ...]]) -> Brief:
    """These incidents at a glance, with a to-do, everything that can be followed, and what a shift leaves."""
    todo = Todo(number=1, text=text, added_by=ANA, added_at=NOON, owner=ANA)
    return Brief(
        incidents=incidents,
        channels={"INC-42": CHANNEL},
        more=True,
        lines=lines,
        todos=((IncidentId(42), todo),),
        follows=follows(text),
        threads=dict.fromkeys((one.key for one in incidents), "https://sitrep.example/thread"),
        handoff=oncall.handoff(incidents),
    )
