"""`/incident collect link section`: a message is put under a section of the postmortem, also before there is one."""

from commands import words
from commands.core import Ask, Command, sees
from commands.postmortem import collecting, showing
from commands.record.spots import LINK, Spot, home, read, spot
from commands.words import Words
from incidents.decision import Refused
from incidents.model import Incident
from incidents.postmortem import collecting as rules
from incidents.postmortem.collecting import FITS
from incidents.postmortem.paper import Paper
from incidents.postmortem.shown import Shown
from incidents.record import capture
from incidents.reply import Answer, Form, FormKind, Reply, reply
from storage.tx import Tx


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Put a message under the section that is named; where none is, a form asks for it."""
    at = _spot(ask, said)
    incident = _incident(at, tx)
    if incident is None or not sees(tx, ask.person, incident):
        raise Refused(
            "That message is in no incident's timeline. Take it first with the message's own menu: Add to timeline."
        )
    paper = collecting.sheet(incident, tx)
    if ask.form:
        return _put(ask, at, paper, ask.form.get("section", FITS), tx)
    left = said.without([token for token in said.tokens if LINK.fullmatch(token.text)])
    if not left.tokens:
        values = {"message": at.words}
        return Reply(kind=Answer.FORM, form=Form(FormKind.COLLECT, incident.id, values), data=Shown(paper))
    part = FITS if left.first.casefold() == FITS else showing.section(paper, left)[0]
    return _put(ask, at, paper, part, tx)


def _spot(ask: Ask, said: Words) -> Spot:
    if named := read(words.read(ask.form["message"]) if ask.form.get("message") else said):
        return named
    if ask.source:
        return spot(ask.source.channel, ask.source.ts, ask.source.thread)
    raise Refused("Which message? Copy its link from its menu: `/incident collect https://... learnings`.")


def _incident(at: Spot, tx: Tx) -> Incident | None:
    """The incident in whose timeline it is, else in whose channel."""
    done = tx.taken.find(at.channel, at.ts)
    return tx.incidents.find(done.incident) if done else home(tx, at)


def _put(ask: Ask, at: Spot, paper: Paper, part: str, tx: Tx) -> Reply:
    """At once where it is a line, else as soon as the courier has read it."""
    incident = paper.incident
    done = tx.taken.find(at.channel, at.ts)
    section = collecting.section_of(paper, part)
    if done is None:
        rules.demand_open(section)
        reading = capture.reading(at.channel, at.ts, at.thread, by=ask.person, now=tx.now, under=part)
        tx.outbox.owe(incident.id, [reading])
        tx.stirred = True
    elif not collecting.put(tx, incident, done.seq, part, by=ask.person):
        return reply(Answer.COLLECTED_ALREADY, key=incident.key)
    return reply(Answer.COLLECTED, key=incident.key, word=paper.name(section))


COMMAND = Command(
    name="collect",
    usage="link to a message [section]",
    summary="Put a message under a section of the postmortem",
    example="collect https://acme.slack.com/archives/C0INC42/p1700000000000100 learnings",
    run=run,
    aliases=("收集",),
)
