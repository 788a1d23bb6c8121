"""`/incident follow INC-42 | sev1 | svc:payments | all [daily] [#channel]`: be told without joining; `follow stop`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from commands import repeat, words
from commands.core import Ask, Bare, Command, subject
from commands.people import hear
from commands.words import CHANNEL, Token, Words
from incidents.decision import Choice, Refused
from incidents.model import Incident
from incidents.overview import routine
from incidents.people import following
from incidents.people.following import Follow
from incidents.reply import Answer, Followed, Reply, reply
from storage.tx import Tx

STOP = ("stop", "off", "no", "none", "never", "停止", "取消")
STOPPING = ("unfollow", "unsubscribe", "unwatch", "mute")
DAILY = ("daily", "digest", "每日", "日报")
EVERYTHING = ("all", "everything", "any", "全部", "所有")
SERVICE = re.compile(r"(?:svc|service)[:\uff1a]\s*(\S.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Said:
    """What the words come to: the subject as typed, where to tell it, and whether once a day."""

    what: Words
    follower: str
    digest: bool


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Follow, stop following, or without a word show what the asker follows."""
    typed = words.read(said.source).first.casefold()
    if typed in STOPPING or said.first.casefold() in STOP:
        left = said if typed in STOPPING else said.after_first()
        return _stop(ask, _read(ask, left, timed=False), tx)
    if not said.tokens and ask.about is None:
        return Reply(kind=Answer.FOLLOWS, data=Followed(_mine(ask, tx)))
    told = _read(ask, said, timed=True)
    follow = Follow(
        follower=told.follower,
        subject=_subject(ask, told, tx),
        digest=told.digest,
        added_by=ask.person,
        added_at=tx.now,
        told_at=tx.now,
    )
    _keep(follow, tx)
    return _told(Answer.FOLLOWED, (follow,))


def _read(ask: Ask, said: Words, *, timed: bool) -> Said:
    """Take the channel off, and in front of or behind it the word for once a day."""
    room = next((token for token in said.tokens if _channel(said, token)), None)
    if room is None and said.tokens and (said.tokens[-1].text.startswith("#") and not _numbered(said)):
        raise Refused(
            "I do not know the channel {name}. Type # and pick it from the list, or leave it out: then you are told.",
            name=said.tokens[-1].text,
        )
    left = said.without((room,) if room else ())
    last = left.tokens[-1] if left.tokens else None
    daily = timed and last is not None and len(left.tokens) > 1 and last.text.casefold() in DAILY
    left = left.without((last,) if daily and last else ())
    return Said(left, _channel(said, room) if room else ask.person, daily)


def _channel(said: Words, token: Token) -> str:
    """The id of a channel that was picked; nothing for any other word."""
    found = CHANNEL.fullmatch(said.source[token.start : token.end])
    return found[1] if found else ""


def _numbered(said: Words) -> bool:
    return words.reference(said.tokens[-1].text) is not None


def _subject(ask: Ask, told: Said, tx: Tx) -> str:
    """What the words name. Raises Refused for what nobody can follow."""
    if ask.about is not None or words.reference(told.what.first) is not None:
        incident, _ = subject(ask, told.what, tx, bare=Bare.NEVER)
        return _incident(incident, told)
    line = told.what.line
    if severity := tx.policy.named(line):
        return following.of_severity(severity.key)
    if line.casefold() in EVERYTHING:
        return following.ALL
    named = SERVICE.fullmatch(told.what.text)
    known = tx.policy.service(named[1] if named else line)
    if known or named:
        return following.of_service(known.name if known else named[1] if named else line)
    if (number := words.number(line)) is not None:
        incident, _ = subject(ask, words.read(f"INC-{number}"), tx, bare=Bare.NEVER)
        return _incident(incident, told)
    raise _unknown(told)


def _unknown(told: Said) -> Refused:
    line = told.what.line
    if not line:
        return Refused("Follow what? For example `/incident follow INC-42`, `follow sev1`, `follow all daily`.")
    return Refused(
        "I do not know “{word}”. Follow an incident (INC-42), a severity (sev1), a service (svc:payments) or all.",
        word=line,
        choices=(Choice("Follow svc:{word}", f"follow svc:{line}", values=(("word", line),)),),
    )


def _incident(incident: Incident, told: Said) -> str:
    if incident.test:
        raise Refused("{key} is a test: it tells nobody outside its channel.", key=incident.key)
    if not incident.is_open:
        raise Refused(
            "{key} is {status}: there is nothing more to be told. `/incident timeline {key}` shows what happened.",
            key=incident.key,
            status=incident.status,
        )
    if incident.private and following.is_channel(told.follower):
        raise Refused("{key} is private: only its members are told, by DM. Leave the channel out.", key=incident.key)
    return incident.key


def _keep(follow: Follow, tx: Tx) -> None:
    present = {one.subject for one in tx.follows.of(follow.follower)}
    if follow.subject not in present and len(present) >= following.MOST:
        raise Refused(
            "That would be more than {most} things to follow. `/incident follow` shows them: stop one first.",
            most=following.MOST,
        )
    if follow.subject not in present and tx.follows.followers(follow.subject) >= following.MOST_FOLLOWERS:
        raise Refused(
            "More than {most} follow that already. Let a channel follow it for all: `/incident follow sev1 #channel`.",
            most=following.MOST_FOLLOWERS,
        )
    tx.follows.keep(follow)
    if follow.digest:
        due = routine.next_digest(tx.policy, repeat.zone_of(follow.follower, tx), tx.now)
        tx.chores.plan(f"{routine.DIGEST}{follow.follower}", due)


def _stop(ask: Ask, told: Said, tx: Tx) -> Reply:
    """End one follow by the words that name it, or without words all that the asker is told."""
    found = tx.follows.of(told.follower)
    if told.what.tokens:
        found = [one for one in found if one.subject in _meant(told.what, tx)]
    if not found:
        raise Refused("Nothing of that is followed. `/incident follow` shows what is.")
    for one in found:
        tx.follows.drop(one.follower, one.subject)
    return _told(Answer.UNFOLLOWED, found)


def _meant(what: Words, tx: Tx) -> set[str]:
    """Every subject that these words may name: of what is followed they can hardly mean two."""
    wanted = what.text
    severity, named = tx.policy.named(wanted), SERVICE.fullmatch(wanted)
    number = words.reference(wanted) or words.number(wanted)
    service = following.of_service(named[1] if named else wanted)
    everything = (following.ALL,) if wanted.casefold() in EVERYTHING else ()
    return {f"INC-{number}", following.of_severity(severity.key if severity else wanted), service, *everything}


def _told(kind: Answer, follows: Sequence[Follow]) -> Reply:
    """What was begun or ended, as plain values: the same question asked again gets the same answer."""
    room = follows[0].follower if following.is_channel(follows[0].follower) else ""
    how = "daily" if follows[0].digest else "at once"
    return reply(kind, subject=follows[0].subject, room=room, how=how, number=len(follows))


def _mine(ask: Ask, tx: Tx) -> tuple[Follow, ...]:
    """What the asker is told, and what they arranged for channels."""
    mine = hear.followed(tx, ask.person)
    rooms = [follow for follow in tx.follows.added_by(ask.person) if following.is_channel(follow.follower)]
    return (*mine, *rooms)


COMMAND = Command(
    name="follow",
    usage="INC-42 | sev1 | svc:name | all [daily] [#channel] | stop",
    summary="Be told what happens without joining",
    example="follow sev1",
    run=run,
    aliases=("subscribe", "watch", "关注", *STOPPING),
)
