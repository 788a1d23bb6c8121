"""The ordered list of verbs, and how a question is answered: once, in one transaction, again after a conflict."""

import difflib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from commands import words
from commands.actions import action
from commands.core import Ask, Command, Desk, Unknown, Unread, known
from commands.escalation import escalate, unack, who
from commands.knowledge import kb, runbook, similar
from commands.life import ack, cancel, close, merge, reopen, resolve, severity, status, title, undo
from commands.life import open as opening
from commands.oncall import oncall, override, ready, swap
from commands.overview import help as helping
from commands.overview import list as listing
from commands.overview import more, show
from commands.people import catchup, follow, handover, join, leaving, me, owner, page, page_test, role
from commands.postmortem import postmortem, thanks
from commands.record import collect, keep, link, note, redact, remind, still, timeline, todo, update
from commands.replies import decoded, encoded
from commands.upkeep import doctor, setup
from commands.words import Words
from incidents.decision import Choice, Refused
from incidents.model import Person, PersonId, Standing
from incidents.permissions import Act, may
from incidents.policy import Severity
from incidents.reply import Answer, Reply, reply
from storage.errors import Conflict, Unreachable, Unsure
from storage.tx import Tx

COMMANDS: tuple[Command, ...] = (
    opening.COMMAND,
    ack.COMMAND,
    page.COMMAND,
    escalate.COMMAND,
    update.COMMAND,
    resolve.COMMAND,
    helping.command(lambda: COMMANDS),
    owner.COMMAND,
    role.COMMAND,
    handover.COMMAND,
    catchup.COMMAND,
    oncall.COMMAND,
    who.COMMAND,
    override.COMMAND,
    swap.COMMAND,
    ready.COMMAND,
    leaving.COMMAND,
    unack.COMMAND,
    severity.COMMAND,
    status.COMMAND,
    title.COMMAND,
    note.COMMAND,
    todo.COMMAND,
    link.COMMAND,
    keep.COMMAND,
    runbook.COMMAND,
    kb.COMMAND,
    timeline.COMMAND,
    postmortem.COMMAND,
    collect.COMMAND,
    thanks.COMMAND,
    action.COMMAND,
    show.COMMAND,
    similar.COMMAND,
    listing.COMMAND,
    join.COMMAND,
    follow.COMMAND,
    me.COMMAND,
    page_test.COMMAND,
    remind.COMMAND,
    still.COMMAND,
    undo.COMMAND,
    merge.COMMAND,
    cancel.COMMAND,
    close.COMMAND,
    reopen.COMMAND,
    redact.COMMAND,
    doctor.COMMAND,
    setup.COMMAND,
    more.COMMAND,
)
BY_WORD: Mapping[str, Command] = {word: command for command in COMMANDS for word in (command.name, *command.aliases)}
PARTS = ("comms", "scribe")  # Typed without `role`.
TRIES = 5
CLOSE = 0.75  # difflib's ratio: "opne" is close to "open", "checkout" to nothing.


async def answer(ask: Ask, desk: Desk) -> Reply:
    """Answer one question. Whatever it records is recorded once, however often the question is delivered.

    Raises Unreachable (nothing is recorded) and Unsure; a refusal is a reply.
    """
    if desk.nearness is None:
        ask = replace(ask, near=())
    for _ in range(TRIES):
        try:
            return await _once(ask, desk)
        except Unknown as who:
            await _look_up(who.people, desk)
        except Unread as text:
            ask = replace(ask, near=await desk.nearness.of(str(text)) if desk.nearness else ())
        except Conflict:
            continue
    raise Conflict(ask.words)


async def _once(ask: Ask, desk: Desk) -> Reply:
    command, said = _command(ask)
    if command is not None and not ask.form and command.only_shows(said):
        told = await desk.store.read(lambda tx: _judged(ask, command, said, tx))
        if command.afterwards and (unit := command.afterwards(ask, told)):
            with suppress(Unreachable, Unsure):  # It is answered all the same.
                await desk.store.write(unit)
        return told
    return await desk.store.write(lambda tx: _recorded(ask, command, said, tx))


def _command(ask: Ask) -> tuple[Command | None, Words]:
    said = words.read(ask.words)
    if not said.tokens:
        return BY_WORD["help"], said
    if said.first.casefold() in PARTS:
        return BY_WORD["role"], said
    return BY_WORD.get(said.first.casefold()), said.after_first()


def _recorded(ask: Ask, command: Command | None, said: Words, tx: Tx) -> Reply:
    """Run under the question's key: a second delivery gets the first one's answer and has no effect."""
    if ask.key and not tx.inbound.receive(ask.key):
        return decoded(tx.inbound.answer(ask.key))
    tx.mark()
    told = _judged(ask, command, said, tx)
    if told.kind is Answer.REFUSED:
        tx.back()
    mended = bool(ask.form) and told.kind is Answer.REFUSED  # The form stays open: what comes next is a mended one.
    if ask.key and (told.data or told.form or mended):
        tx.inbound.release(ask.key)  # It recorded nothing: a second delivery may simply ask again.
    elif ask.key:
        tx.inbound.answered(ask.key, encoded(told))
    return told


def _judged(ask: Ask, command: Command | None, said: Words, tx: Tx) -> Reply:
    person = known(tx, [ask.person])[ask.person]
    try:
        _admit(person, command)
        told = command.run(_spelt(ask, command), said, tx) if command else _unknown_verb(ask, said, tx)
    except Refused as no:
        told = Reply(kind=Answer.REFUSED, values={"sentence": no.sentence, **no.values}, choices=no.choices)
    return replace(told, language=person.language, zone=person.zone)


def _spelt(ask: Ask, command: Command) -> Ask:
    """The same question under the verb's own name: a button that repeats it finds its listener."""
    typed = words.read(ask.words).tokens
    if typed and typed[0].text.casefold() in PARTS:
        return replace(ask, words=f"{command.name} {ask.words}")
    rest = ask.words[typed[0].end :].strip() if typed else ""
    return replace(ask, words=f"{command.name} {rest}".strip())


def _admit(person: Person, command: Command | None) -> None:
    act = command.act if command else Act.SEE
    if act is Act.SETTLE and may(person.standing, Act.CHANGE) and not may(person.standing, act):
        raise Refused("Only admins and owners of this workspace change settings. Ask one to type `/incident setup`.")
    if not may(person.standing, act):
        raise Refused("Incidents are for members of this workspace. Ask a colleague who is one to type it for you.")


def _unknown_verb(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Never only "unknown": the verb that was probably meant, or an incident to open with these very words."""
    whole = words.read(ask.words)
    severity = tx.policy.named(whole.first)
    if severity and len(whole.tokens) > 1:
        offer = Choice(severity.name, f"open {ask.words}")
        return reply(Answer.UNKNOWN_VERB, word=whole.first, title=whole.after_first().line, choices=(offer,))
    if severity:
        return _bare(severity, ask)
    if words.looks_like_severity(whole.first) and len(whole.tokens) > 1:
        return _odd(whole, ask)
    close = difflib.get_close_matches(whole.first.casefold(), BY_WORD, n=1, cutoff=CLOSE)
    if close:
        meant = BY_WORD[close[0]]
        rest = ask.words.strip().partition(" ")[2]
        offer = Choice("{verb}", f"{meant.name} {rest}".strip(), ask.about, values=(("verb", meant.name),))
        return reply(Answer.UNKNOWN_VERB, word=whole.first, verb=meant.name, choices=(offer,))
    severities = tx.policy.severities[:3]
    choices = tuple(Choice(one.name, f"open {one.key} {ask.words}") for one in severities)
    return reply(Answer.UNKNOWN_VERB, word=whole.first, title=whole.line, choices=choices)


def _bare(severity: Severity, ask: Ask) -> Reply:
    """A severity and nothing else: how bad something is that runs, or the beginning of something new."""
    change = Choice("{verb}", f"severity {severity.key}", ask.about, values=(("verb", "severity"),))
    begin = Choice("{verb}", f"open {severity.key}", values=(("verb", "open"),))
    return reply(Answer.UNKNOWN_VERB, word=severity.name, verb=f"severity {severity.key}", choices=(change, begin))


def _odd(whole: Words, ask: Ask) -> Reply:
    """A severity that nobody knows, and words: `open` takes them, and offers the right ones."""
    offer = Choice("{verb}", f"open {ask.words}", values=(("verb", "open"),))
    return reply(Answer.UNKNOWN_VERB, word=whole.first, title=whole.after_first().line, choices=(offer,))


async def _look_up(people: tuple[PersonId, ...], desk: Desk) -> None:
    """Ask Slack who they are. Of whom it is silent they pass unverified, in public incidents only: nobody is turned
    away at night.
    """
    found = [await desk.directory.find(person) or Person(person, person, Standing.UNVERIFIED) for person in people]
    await desk.store.write(lambda tx: tx.people.describe(found))
