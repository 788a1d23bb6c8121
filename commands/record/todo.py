"""`/incident todo @person roll back 4.18`: what is to be done, by whom, and what became of it."""

from collections.abc import Sequence
from dataclasses import replace

from commands import whom, words
from commands.actions import adding
from commands.core import Ask, Bare, Command, sees, subject
from commands.words import TokenKind, Words
from incidents.decision import Choice, Decision
from incidents.life.source import Source
from incidents.model import Incident, PersonId, Todo, Who
from incidents.record import links, todos
from incidents.record.todos import Task
from incidents.reply import Answer, FormKind, Reply, Tasks, reply, show
from storage.tx import Tx

DONE = ("done", "finish", "finished", "fixed", "完成")
DROP = ("drop", "dropped", "cancel", "remove", "delete", "取消")
CANNOT = ("cannot", "can't", "return", "不能")
MINE = ("mine", "my", "我的")
LIST = ("list", "ls", "all")
MOST = 50


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Add, give, finish, drop or hand back a to-do; without words, list those of the incident."""
    if said.line.casefold() in MINE:
        return _mine(ask, tx)
    if ask.source and not ask.form:
        return _from_message(ask, ask.source, said, tx)
    if ask.form.get("becomes") == "action":
        return adding.take(ask, tx)
    incident, left = subject(ask, said, tx, bare=Bare.NEVER, only_open=False)
    if left.line.casefold() in MINE:
        return _mine(ask, tx)
    if not ask.form and (not left.tokens or left.line.casefold() in LIST):
        return Reply(kind=Answer.TODOS, data=Tasks(((incident, tuple(tx.todos.of(incident.id))),), mine=False))
    known = tx.todos.of(incident.id)
    if not ask.form and (changed := _change(ask, left, incident, known, tx)):
        return changed
    return _add(ask, left, incident, tx)


def _from_message(ask: Ask, source: Source, said: Words, tx: Tx) -> Reply:
    """The form filled with a message's words. Where the asker chooses the incident, the choice adds them at once."""
    text = " ".join(source.text.split())[: todos.LONGEST]
    incident, _ = subject(replace(ask, words=f"todo {text}".strip()), said, tx, bare=Bare.NEVER)
    return show(FormKind.TODO, incident, text=text, becomes="todo" if incident.is_open else "action")


def _mine(ask: Ask, tx: Tx) -> Reply:
    """What the asker has to do in every incident that they may see."""
    found: dict[int, tuple[Incident, tuple[Todo, ...]]] = {}
    for number, todo in tx.todos.owned(ask.person, MOST):
        incident = found[number][0] if number in found else tx.incidents.find(number)
        if incident and sees(tx, ask.person, incident):
            found[number] = (incident, (*found.get(number, (incident, ()))[1], todo))
    return Reply(kind=Answer.TODOS, data=Tasks(tuple(found.values()), mine=True))


def _add(ask: Ask, left: Words, incident: Incident, tx: Tx) -> Reply:
    if ask.form:
        chosen = ask.form.get("owner", "")
        owner = whom.demand_fit(tx, PersonId(chosen), incident).id if chosen else None
        source = links.clean(ask.source.address) if ask.source else ""
        task = Task(text=ask.form.get("text", ""), owner=owner, source=source)
    else:
        owner = whom.mentioned(ask, left, incident, tx) if left.of(TokenKind.PERSON) else None
        first = [token for token in left.of(TokenKind.PERSON) if token.value == owner][:1]
        task = Task(text=left.without(first).line, owner=owner)
    decision = todos.add(incident, tx.todos.of(incident.id), task, by=ask.person, now=tx.now)
    tx.record(decision)
    number = decision.todos[0].number
    cut = (reply(Answer.TODO_KEPT, most=todos.LONGEST),) if len(decision.entries) > 1 else ()
    if owner is None:
        offers = (Choice("Mine", f"todo {number} me", incident.id),)
        return reply(Answer.TODO_ADDED, key=incident.key, number=number, choices=offers, more=cut)
    kind = Answer.TODO_TAKEN if owner == ask.person or incident.test else Answer.TODO_GIVEN
    return reply(kind, key=incident.key, number=number, owner=Who(owner), more=cut)


def _change(ask: Ask, left: Words, incident: Incident, known: Sequence[Todo], tx: Tx) -> Reply | None:
    """What is asked of a to-do that is there, if anything is: `done 3`, `3 done`, `drop 3 why`, `3 @person`."""
    verb, number, rest = _parsed(left)
    if number is None:
        return None
    standing = any(todo.number == number for todo in known)
    match verb:
        case "done" | "cannot" if not rest.tokens:
            todo = todos.numbered(incident, known, number)
            act = todos.finish if verb == "done" else todos.hand_back
            return _recorded(act(incident, todo, by=ask.person, now=tx.now), verb, number, tx)
        case "drop" if standing or not rest.tokens:  # `todo drop 3 tables` may be a to-do of its own.
            todo = todos.numbered(incident, known, number)
            return _recorded(todos.drop(incident, todo, rest.text, by=ask.person, now=tx.now), verb, number, tx)
        case "" if len(rest.tokens) == 1 and _names(rest):
            todo = todos.numbered(incident, known, number)
            to = whom.mentioned(ask, rest, incident, tx)
            if to is None:
                return None
            return _given(ask, todos.give(incident, todo, to, by=ask.person, now=tx.now), todo, to, tx)
        case _:
            return None


def _given(ask: Ask, decision: Decision, todo: Todo, to: PersonId, tx: Tx) -> Reply:
    tx.record(decision)
    incident = decision.incident
    if not decision.todos:
        return reply(Answer.TODO_OWNED, key=incident.key, number=todo.number, owner=Who(to))
    kind = Answer.TODO_TAKEN if to == ask.person or incident.test else Answer.TODO_GIVEN
    return reply(kind, key=incident.key, number=todo.number, owner=Who(to))


def _only_lists(said: Words) -> bool:
    """Whether a sentence asks for the list: at most an incident and a word for it."""
    left = said.after_first() if words.reference(said.first) is not None else said
    return left.line.casefold() in ("", *MINE, *LIST)


def _parsed(left: Words) -> tuple[str, int | None, Words]:
    """The act, the to-do's number and what is left: `done 3`, `3 done`, `3 @bea`."""
    first, rest = left.first.casefold(), left.after_first()
    for act, spelt in (("done", DONE), ("drop", DROP), ("cannot", CANNOT)):
        if first in spelt:
            return act, words.number(rest.first.lstrip("#")), rest.after_first()
        if words.number(first) is not None and rest.first.casefold() in spelt:
            return act, words.number(first), rest.after_first()
    return "", words.number(first), rest


def _names(rest: Words) -> bool:
    named_here = rest.of(TokenKind.PERSON) or rest.of(TokenKind.HANDLE)
    return bool(named_here) or rest.first.casefold() in whom.ME


def _recorded(decision: Decision, act: str, number: int, tx: Tx) -> Reply:
    tx.record(decision)
    kind = {"done": Answer.TODO_DONE, "drop": Answer.TODO_DROPPED, "cannot": Answer.TODO_RETURNED}[act]
    return reply(kind, key=decision.incident.key, number=number)


COMMAND = Command(
    name="todo",
    usage="[@person] words | done 3 | drop 3 | 3 @person | mine",
    summary="Say what is to be done, and by whom; alone, list it",
    example="todo roll back 4.18",
    run=run,
    aliases=("task", "todos", "tasks", "待办"),
    shows=_only_lists,
)
