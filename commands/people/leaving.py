"""`/incident leaving @person [to @other]`: all that is somebody's, and handing it on."""

from collections.abc import Iterator

from commands import whom
from commands.core import Ask, Command, known, sees, visible
from commands.oncall import seats
from commands.people import inheriting
from commands.words import TokenKind, Words, people
from incidents.decision import Choice, Refused
from incidents.model import PersonId, Who
from incidents.people import leaving
from incidents.people.leaving import Holdings, Owned
from incidents.permissions import Act, may
from incidents.reply import Answer, Reply, reply
from incidents.upkeep.naming import lines_naming
from storage.tx import Tx

TO = ("to", "给", "交给")
MOST = 200  # Of each kind.
OFFERED = 4
EXAMPLE = "leaving @person to @other"


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Show all that is a person's; with somebody who takes over, hand it on and show what is left."""
    person = whom.named(ask, said, hint="leaving me")
    rest = said.without(said.of(TokenKind.PERSON)[:1]) if people(said) else said.after_first()
    found = holdings(ask, person, tx)
    if not rest.tokens:
        return Reply(kind=Answer.LEAVING, data=found, choices=tuple(_offers(found, tx)))
    to = _heir(ask, rest, person, tx)
    moved = inheriting.hand_on(ask, found, to, tx)
    left = Choice("What is left", f"leaving <@{person}>")
    return reply(
        Answer.HANDED_ON,
        choices=(left,),
        person=Who(person),
        owner=Who(to),
        shifts=moved.shifts,
        parts=moved.parts,
        todos=moved.todos,
        swaps=moved.swaps,
        articles=moved.articles,
        actions=moved.actions,
        drafts=moved.drafts,
        lines=len(found.lines),
    )


def holdings(ask: Ask, person: PersonId, tx: Tx) -> Holdings:
    """All that is a person's and that the asker may see."""
    facts = known(tx, [person])[person]
    rotas = tuple(seats.rotas(tx))
    open_ones = visible(tx, ask.person, only_open=True, limit=MOST)
    tasks = tx.todos.owned(person, MOST)
    actions, drafts = tx.actions.owned(person, MOST), tx.postmortems.owned(person, MOST)
    about = tx.incidents.shown({*(number for number, _ in tasks), *(one.incident for one in actions), *drafts})
    return Holdings(
        person=person,
        lines=tuple(lines_naming(tx.policy, (person, facts.email))),
        overrides=tuple(
            (rota.schedule.name, change)
            for rota in rotas
            for change in rota.overrides
            if change.end > tx.now and leaving.is_theirs(change, person)
        ),
        swaps=tuple(tx.oncall.waiting(person)),
        signed=tuple(one for one in tx.oncall.signed("", person) if one.person == person),
        incidents=tuple(held for incident in open_ones if (held := leaving.held(incident, person))),
        todos=tuple((number, todo) for number, todo in tasks if sees(tx, ask.person, about[number])),
        calendars=tuple(
            (rota.schedule.name, until)
            for rota in rotas
            if (until := leaving.listed_until(rota.schedule, person, tx.now))
        ),
        articles=tuple(
            Owned(number=one.number, title=one.page.title, file=one.file)
            for one in tx.articles.kept()
            if tx.people.person(one.page.owner) == person
        ),
        actions=tuple(one for one in actions if sees(tx, ask.person, about[one.incident])),
        drafts=tuple(about[number] for number in drafts if sees(tx, ask.person, about[number])),
    )


def _heir(ask: Ask, rest: Words, person: PersonId, tx: Tx) -> PersonId:
    """Who takes over. Refused where the words after the person say nobody who can."""
    named = people(rest)
    other = named[0] if named else None
    left = rest.without(rest.of(TokenKind.PERSON)[:1])
    if other is None and left.tokens[-1].text.casefold() in whom.ME:
        other, left = ask.person, left.without(left.tokens[-1:])
    if other is None or left.line.casefold() not in ("", *TO):
        raise Refused(
            "To whom? I do not understand “{word}”. Type @ and pick a person from the list: `/incident {example}`.",
            word=rest.line,
            example=EXAMPLE,
        )
    if other == person:
        raise Refused(
            "{owner} cannot take over from themselves: name somebody else, `/incident {example}`.",
            owner=Who(other),
            example=EXAMPLE,
        )
    facts = known(tx, [other])[other]
    if not may(facts.standing, Act.CHANGE):
        raise Refused("{name} cannot take over: no member of this workspace. Name somebody else.", name=facts.name)
    return other


def _offers(found: Holdings, tx: Tx) -> Iterator[Choice]:
    """Colleagues who take turns with whoever leaves, as buttons."""
    if found.is_empty:
        return
    theirs = [rota for rota in seats.rotas(tx) if leaving.is_seated(rota.schedule, found.person)]
    near = [one for rota in theirs for one in rota.schedule.seated]
    others = [PersonId(one) for one in dict.fromkeys(near) if "@" not in one and one != found.person]
    facts = tx.people.known(others)
    for one in [one for one in others if one in facts][:OFFERED]:
        words = f"leaving <@{found.person}> to <@{one}>"
        yield Choice("Hand all to {name}", words, values=(("name", facts[one].name),))


def _shows(said: Words) -> bool:
    """Whether a sentence hands nothing on: it names one person at the most and says nothing else."""
    return len(said.tokens) <= 1


COMMAND = Command(
    name="leaving",
    usage="@person [to @other]",
    summary="Somebody leaves: show all that is theirs, and hand it on",
    example="leaving me",
    run=run,
    aliases=("offboard", "离开"),
    shows=_shows,
)
