"""What the verbs share: the question, the answer, the desk they are asked at, and how an incident is found."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from commands import words
from commands.words import Words
from incidents.decision import Choice, Hidden, Refused
from incidents.knowledge.meaning import Near
from incidents.life.source import Source
from incidents.model import ChannelId, Incident, IncidentId, Person, PersonId
from incidents.permissions import Act, circle, may
from incidents.reply import Reply
from storage.store import Clock, Store
from storage.tx import Tx

MOST_CHOICES = 5
TRUSTED = timedelta(minutes=1)  # How long a person of whom Slack did not speak passes before it is asked again.


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question: who, where, in which words. `key` makes it count once, however often it is delivered; `source` is
    the message it was asked about, `thread` the first message of the thread it was asked in. `near`: what lies near in
    meaning to what is looked for; None before that was looked up.
    """

    person: PersonId
    words: str
    key: str = ""
    channel: ChannelId | None = None
    thread: str | None = None
    about: IncidentId | None = None
    source: Source | None = None
    form: Mapping[str, str] = field(default_factory=dict)
    near: Sequence[Near] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One verb: what it is called, what follows it, one line of help, an example that works when typed.

    `shows` says of words whether they only show something, where the act does not: then nothing is locked or written.
    `afterwards` is what such an answer leaves to be written all the same, mostly nothing.
    """

    name: str
    usage: str
    summary: str
    example: str
    run: Callable[[Ask, Words, Tx], Reply]
    act: Act = Act.CHANGE
    aliases: tuple[str, ...] = ()
    urgent: bool = False
    shows: Callable[[Words], bool] | None = None
    afterwards: Callable[[Ask, Reply], Callable[[Tx], None] | None] | None = None

    def only_shows(self, said: Words) -> bool:
        """Whether these words record nothing."""
        return self.shows(said) if self.shows else self.act is Act.SEE


class Directory(Protocol):
    """Asks Slack who somebody is."""

    async def find(self, person: PersonId) -> Person | None:
        """What Slack says of them, None where Slack does not answer; one whom Slack does not know has Standing.GONE."""
        ...


class Nearness(Protocol):
    """Knows which incidents are near in meaning, where a model is set."""

    async def of(self, text: str) -> Sequence[Near]:
        """The nearest first; none where that cannot be said, or not in time."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """Where questions are answered."""

    store: Store
    clock: Clock
    directory: Directory
    nearness: Nearness | None = None


class Unknown(Exception):
    """People of whom nothing is recorded yet: they must be looked up first."""

    def __init__(self, people: Iterable[PersonId]) -> None:
        super().__init__()
        self.people = tuple(people)


class Unread(Exception):
    """A text of which must be looked up first what is near to it in meaning."""


def sees(tx: Tx, person: PersonId, incident: Incident) -> bool:
    """True if this person may see it; one of whom nothing is known sees nothing private."""
    if not incident.private:
        return True
    facts = tx.people.known([person]).get(person)
    where = circle(incident, member=tx.people.is_member(incident.id, person))
    return facts is not None and may(facts.standing, Act.SEE, where)


def visible(tx: Tx, person: PersonId, *, only_open: bool, limit: int) -> Sequence[Incident]:
    """What this person may see, newest first, `limit` at the most."""
    return [one for one in tx.incidents.visible(person, only_open=only_open, limit=limit) if sees(tx, person, one)]


class Bare(StrEnum):
    """What a bare number in front means to a verb, outside an incident's channel."""

    INCIDENT = "an incident, always"
    PROSE = "an incident, but the beginning of a text where that incident is not open"
    BEFORE_MORE = "an incident where more words follow, else a word of the verb's own"
    NEVER = "a word of the verb's own"


def channels(tx: Tx, shown: Sequence[Incident]) -> dict[str, ChannelId]:
    """Where each of these incidents is worked on, by key."""
    return {key: place.channel for key, place in tx.places.channels([incident.key for incident in shown]).items()}


def subject(
    ask: Ask, said: Words, tx: Tx, *, only_open: bool = True, bare: Bare = Bare.INCIDENT
) -> tuple[Incident, Words]:
    """The incident a sentence is about, and the words that are left.

    A button's or form's own; the one named first; the one whose thread or channel this is; the only open one. Otherwise
    the asker chooses among the open ones, or with `only_open=False` among those that are over too.
    """
    if ask.about is not None:
        return _visible(ask, tx.incidents.find(ask.about), f"INC-{ask.about}", tx), said
    if (named := words.reference(said.first)) is not None:
        return _visible(ask, tx.incidents.find(named), f"INC-{named}", tx), said.after_first()
    if here := _here(ask, tx):
        return here, said
    if (number := words.number(said.first)) is not None and _names_one(ask, said, tx, bare):
        return _visible(ask, tx.incidents.find(number), f"INC-{number}", tx), said.after_first()
    return _only_one(ask, tx, only_open=only_open), said


def _here(ask: Ask, tx: Tx) -> Incident | None:
    """The incident of the thread or the channel where it is asked; the newest open one where several run in it."""
    if ask.channel is None:
        return None
    told = tx.incidents.in_thread(ask.channel, ask.thread) if ask.thread else None
    here = told or tx.incidents.in_channel(ask.channel)
    return here if here and sees(tx, ask.person, here) else None


def _names_one(ask: Ask, said: Words, tx: Tx, bare: Bare) -> bool:
    more = len(said.tokens) > 1
    match bare:
        case Bare.PROSE if more:  # `note 3 servers are down` is about three servers, unless INC-3 is open.
            found = tx.incidents.find(words.number(said.first) or 0)
            return found is not None and found.is_open and sees(tx, ask.person, found)
        case Bare.BEFORE_MORE:
            return more
        case _:
            return bare is not Bare.NEVER


def _visible(ask: Ask, incident: Incident | None, name: str, tx: Tx) -> Incident:
    if incident is None or not sees(tx, ask.person, incident):
        raise Hidden(name)
    return incident


def _only_one(ask: Ask, tx: Tx, *, only_open: bool) -> Incident:
    found = visible(tx, ask.person, only_open=only_open, limit=MOST_CHOICES + 1)
    if len(found) == 1:
        return _visible(ask, tx.incidents.find(found[0].id), found[0].key, tx)
    if not found:
        raise Refused(
            "No incident is open. `/incident open sev2 what is failing` opens one, `/incident list all` shows the past."
        )
    raise Refused(
        "Which incident? Press one, or name it: `/incident {example}`.",
        example=_example(ask, found[0]),
        choices=tuple(_offer(ask, one) for one in found[:MOST_CHOICES]),
    )


def _offer(ask: Ask, incident: Incident) -> Choice:
    if incident.named:
        return Choice(f"{incident.key} {incident.title}", ask.words, about=incident.id)
    return Choice("{key} without a title", ask.words, about=incident.id, values=(("key", incident.key),))


def _example(ask: Ask, incident: Incident) -> str:
    verb, _, rest = ask.words.strip().partition(" ")
    return f"{verb} {incident.key} {rest}".strip()


def known(tx: Tx, people: Iterable[PersonId]) -> Mapping[PersonId, Person]:
    """What is recorded of these people; Unknown where they must be looked up first."""
    wanted = tuple(dict.fromkeys(people))
    if not wanted:
        return {}
    found = tx.people.known(wanted, verified_after=tx.now - TRUSTED)
    if missing := [person for person in wanted if person not in found]:
        raise Unknown(missing)
    return found
