"""An action item changed: `done 7`, `drop 7 why`, `assign 7 @bea`, `due 7 friday`, and what its form holds."""

from collections.abc import Callable, Iterator

from commands import whom
from commands.actions import adding, finding, reading, recording
from commands.actions.finding import Found
from commands.core import Ask
from commands.words import Words, read
from incidents.action import Action, Aim, Weight
from incidents.actions import changing, reminding
from incidents.actions.changing import At
from incidents.decision import Choice, Decision, Refused
from incidents.model import Incident, PersonId
from incidents.reply import Answer, FormKind, Reply, reply, show
from storage.tx import Tx


def done(ask: Ask, left: Words, tx: Tx) -> Reply:
    """It is done."""
    about, _ = finding.numbered(ask, left, tx, "done")
    recording.record(tx, changing.finish(about.incident, about.action, reading.at(ask, tx)))
    return reply(Answer.ACTION_DONE, number=about.action.number, key=about.incident.key)


def drop(ask: Ask, left: Words, tx: Tx) -> Reply:
    """It will not be done; without a reason, the form that asks for one."""
    about, rest = finding.numbered(ask, left, tx, "drop")
    changing.demand_open(about.action)
    if not rest.tokens:
        return show(FormKind.ACTION, about.incident, which=_which(about.action), ask="why", text=about.action.text)
    return _dropped(ask, about, rest.text, tx)


def _dropped(ask: Ask, about: Found, why: str, tx: Tx) -> Reply:
    recording.record(tx, changing.drop(about.incident, about.action, why, reading.at(ask, tx)))
    return reply(Answer.ACTION_DROPPED, number=about.action.number, key=about.incident.key)


def assign(ask: Ask, left: Words, tx: Tx) -> Reply:
    """It is somebody's."""
    about, rest = finding.numbered(ask, left, tx, "assign")
    to = ask.person if rest.first.casefold() in whom.ME else reading.owner_of(ask, rest, about.incident, tx)
    if to is None:
        raise Refused("Whose is it? `/incident action assign {number} @person`.", number=about.action.number)
    decision = changing.assign(about.incident, about.action, to, reading.at(ask, tx))
    if not recording.record(tx, decision):
        return _same(about)
    return adding.given(about.incident, decision.actions[0])


def due(ask: Ask, left: Words, tx: Tx) -> Reply:
    """It is due at another time."""
    about, rest = finding.numbered(ask, left, tx, "due")
    here = reading.at(ask, tx)
    on, over = reading.day(rest, here)
    if on is None or over.tokens:
        raise Refused(
            "By when? `/incident action due {number} friday`, `2026-03-05` or `in 2 weeks`.", number=about.action.number
        )
    return _recorded(about, changing.due(about.incident, about.action, on, here), tx)


def weigh(ask: Ask, left: Words, tx: Tx) -> Reply:
    """It has another priority."""
    about, rest = finding.numbered(ask, left, tx, "priority")
    weight = reading.WEIGHTS.get(rest.line.casefold())
    if weight is None:
        raise Refused(
            "A priority is high, medium or low: `/incident action priority {number} high`.", number=about.action.number
        )
    return _recorded(about, changing.weigh(about.incident, about.action, weight, reading.at(ask, tx)), tx)


def aim(ask: Ask, left: Words, tx: Tx) -> Reply:
    """It is of another kind."""
    about, rest = finding.numbered(ask, left, tx, "kind")
    to = reading.AIMS.get(rest.line.casefold())
    if to is None:
        raise Refused(
            "A kind is prevent, detect, mitigate or process: `/incident action kind {number} detect`.",
            number=about.action.number,
        )
    return _recorded(about, changing.aim(about.incident, about.action, to, reading.at(ask, tx)), tx)


def link(ask: Ask, left: Words, tx: Tx) -> Reply:
    """It has a ticket."""
    about, rest = finding.numbered(ask, left, tx, "link")
    address = reading.address(rest.line)
    return _recorded(about, changing.link(about.incident, about.action, address, reading.at(ask, tx)), tx)


def later(ask: Ask, left: Words, tx: Tx) -> Reply:
    """Say nothing of it for a week, or until the day that is named."""
    about, rest = finding.numbered(ask, left, tx, "later")
    here = reading.at(ask, tx)
    until = tx.now + reminding.LATER
    if rest.tokens:
        on, over = reading.day(rest, here)
        if on is None or over.tokens:
            raise Refused("Until when? `/incident action later {number} friday`.", number=about.action.number)
        until = on
    recording.record(tx, changing.put_off(about.incident, about.action, until, here))
    return reply(Answer.ACTION_LATER, number=about.action.number, at=until)


def edit(ask: Ask, left: Words, tx: Tx) -> Reply:
    """It is called something else; without words, the form with all of it."""
    about, rest = finding.numbered(ask, left, tx, "edit")
    changing.demand_open(about.action)
    if rest.tokens:
        return _recorded(about, changing.reword(about.incident, about.action, rest.text, reading.at(ask, tx)), tx)
    action = about.action
    values = {
        "which": _which(action),
        "text": action.text,
        "owner": action.owner or "",
        "due": action.due_at.date().isoformat(),
        "weight": action.weight.value,
        "aim": action.aim.value if action.aim else "",
        "link": action.link,
    }
    return show(FormKind.ACTION, about.incident, **values)


def _which(action: Action) -> str:
    """Which one a form is about, and as it was when it was opened."""
    return f"{action.number} {action.changed_at.isoformat()}"


def take(ask: Ask, tx: Tx) -> Reply:
    """What the form of one that is there holds: why it is dropped, or what is to be changed."""
    number, _, opened = ask.form["which"].partition(" ")
    about, _ = finding.numbered(ask, read(number), tx, "edit")
    changing.demand_open(about.action)
    if "why" in ask.form:
        return _dropped(ask, about, ask.form["why"], tx)
    if about.action.changed_at.isoformat() != opened:
        raise Refused(
            "Action item {number} was changed while you wrote; your words are still here. It is “{text}” now, "
            "due {at}. Copy yours and open it again.",
            number=about.action.number,
            text=about.action.text[:80],
            at=about.action.due_at,
        )
    changed = [_applied(ask, about, rule, tx) for rule in _rules(ask, about, tx)]
    return _changed(about) if any(changed) else _same(about)


Rule = Callable[[Incident, Action, At], Decision]


def _rules(ask: Ask, about: Found, tx: Tx) -> Iterator[Rule]:
    """What a form changes, one rule after the other; a day that stands as it stood is no change."""
    form, action, here = ask.form, about.action, reading.at(ask, tx)
    text, address = form.get("text", ""), form.get("link", "").strip()
    yield lambda incident, one, at: changing.reword(incident, one, text, at)
    if form.get("owner"):
        to = reading.fit(tx, PersonId(form["owner"]), about.incident)
        yield lambda incident, one, at: changing.assign(incident, one, to, at)
    on = reading.demand_day(form.get("due", ""), here)
    if on is not None and on.date() != action.due_at.date():
        yield lambda incident, one, at: changing.due(incident, one, on, at)
    if form.get("weight"):
        yield lambda incident, one, at: changing.weigh(incident, one, Weight(form["weight"]), at)
    if form.get("aim"):
        yield lambda incident, one, at: changing.aim(incident, one, Aim(form["aim"]), at)
    if address:
        safe = reading.address(address)
        yield lambda incident, one, at: changing.link(incident, one, safe, at)


def _applied(ask: Ask, about: Found, rule: Rule, tx: Tx) -> bool:
    now = finding.found(ask, about.action.number, tx)
    return recording.record(tx, rule(now.incident, now.action, reading.at(ask, tx)))


def _recorded(about: Found, decision: Decision, tx: Tx) -> Reply:
    return _changed(about) if recording.record(tx, decision) else _same(about)


def _changed(about: Found) -> Reply:
    show_it = Choice("Show", f"action show {about.action.number}", about.incident.id)
    return reply(Answer.ACTION_CHANGED, number=about.action.number, key=about.incident.key, choices=(show_it,))


def _same(about: Found) -> Reply:
    return reply(Answer.ACTION_SAME, number=about.action.number, key=about.incident.key)
