"""`/incident link https://...`: dashboards, calls, tickets; on the card and above the channel."""

from commands import words
from commands.core import Ask, Bare, Command, subject
from commands.words import Words
from incidents.decision import Refused
from incidents.model import Incident
from incidents.record import links
from incidents.reply import Answer, Links, Reply, reply
from storage.tx import Tx

ADD = ("add", "new")
REMOVE = ("remove", "rm", "delete", "drop", "删除")
LIST = ("list", "ls")


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Add a link, or with `remove 2` take one away; without words, list them."""
    incident, left = subject(ask, said, tx, bare=Bare.NEVER, only_open=False)
    if _only_lists(left):
        return Reply(kind=Answer.LINKS, data=Links(incident, tuple(tx.bookmarks.of(incident.id))))
    if left.first.casefold() in REMOVE:
        return _remove(ask, left.after_first(), incident, tx)
    if left.first.casefold() in ADD:
        left = left.after_first()
    known = tx.bookmarks.ever(incident.id)
    decision = links.add(incident, known, left.first, left.after_first().line, by=ask.person, now=tx.now)
    (added,) = decision.bookmarks
    tx.record(links.settle_in(decision, [*known, added], tx.policy, now=tx.now))
    return reply(Answer.LINK_ADDED, key=incident.key, number=added.number, title=added.title)


def _remove(ask: Ask, left: Words, incident: Incident, tx: Tx) -> Reply:
    number = words.number(left.first.lstrip("#"))
    if number is None:
        raise Refused(
            "Say which link by its number: `/incident link {key} remove 2`. `/incident link {key}` lists them.",
            key=incident.key,
        )
    tx.record(links.remove(incident, tx.bookmarks.ever(incident.id), number, by=ask.person, now=tx.now))
    return reply(Answer.LINK_REMOVED, key=incident.key, number=number)


def _only_lists(said: Words) -> bool:
    """Whether a sentence asks for the list: at most an incident and a word for it."""
    left = said.after_first() if words.reference(said.first) is not None else said
    return left.line.casefold() in ("", *LIST)


COMMAND = Command(
    name="link",
    usage="https://... [title] | remove 2",
    summary="Add a dashboard, a call or a ticket to the card and the channel; alone, list them",
    example="link https://dash.example/checkout Dashboard",
    run=run,
    aliases=("bookmark", "url", "links", "bookmarks", "链接"),
    shows=_only_lists,
)
