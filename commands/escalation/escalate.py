"""`/incident escalate [to @person | policy | team | all] [reason]`: page the next one now."""

from dataclasses import replace

from commands import whom
from commands.core import Ask, Command, known, subject
from commands.escalation.reach import Directory
from commands.words import Token, TokenKind, Words
from incidents.decision import Decision, Refused
from incidents.escalation import byhand, choosing, running
from incidents.escalation.byhand import Push
from incidents.model import Incident, PersonId
from incidents.people import paging
from incidents.plan import Plan, Run, RunState
from incidents.reply import Answer, Reply, reply
from storage.tx import Tx

TO = ("to", "到", "给")
ALL = ("all", "everybody", "全部")
AS = "as"


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Go on to the next step at once; with a name, to that person, policy or team; with `all`, to everybody again."""
    incident, left = subject(ask, said, tx)
    paging.demand(incident)
    last = tx.runs.last(incident.id)
    left, drawn = _drawn(left)
    if drawn:
        byhand.demand_fresh(incident, last, drawn)
    decision = _decided(ask, incident, last, left, tx)
    tx.record(decision)
    return _told(incident, decision, tx)


def _drawn(left: Words) -> tuple[Words, str]:
    """The words without what a button was drawn from, and that."""
    tokens = list(left.tokens)
    at = next((i for i, one in enumerate(tokens) if one.kind is TokenKind.FLAG and one.value == AS), None)
    if at is None:
        return left, ""
    return left.without(tokens[at : at + 2]), "".join(one.text for one in tokens[at + 1 : at + 2])


def _decided(ask: Ask, incident: Incident, last: Run | None, left: Words, tx: Tx) -> Decision:
    to = left.first.casefold() in TO
    named = left.after_first() if to else left
    token = named.tokens[0] if named.tokens else None
    if to and token is None:
        raise _nobody_named(tx)
    if token and token.kind in (TokenKind.PERSON, TokenKind.HANDLE):
        return _to_person(ask, incident, last, named, tx)
    if token and token.text.casefold() in ALL and (to or len(named.tokens) == 1):
        now = byhand.with_everybody(last, choosing.chosen(incident, tx.policy), incident, tx.now)
        return _begun(incident, now, Push(by=ask.person), tx)
    if to and token:
        return _to_policy(ask, incident, last, named, tx)
    return _onward(ask, incident, last, left.text, tx)


def _onward(ask: Ask, incident: Incident, last: Run | None, why: str, tx: Tx) -> Decision:
    plan = None if last else choosing.chosen(incident, tx.policy)
    now = last or (running.new(None, plan, incident, tx.now) if plan else None)
    targets = choosing.targets(now.plan) if now else ()
    push = Push(by=ask.person, why=why)
    return byhand.onward(incident, now, Directory(tx, tx.now).reached(targets), push, tx.now)


def _to_person(ask: Ask, incident: Incident, last: Run | None, named: Words, tx: Tx) -> Decision:
    person = PersonId(named.tokens[0].value)
    if named.tokens[0].kind is TokenKind.HANDLE:
        raise _unknown(named.first, tx)
    whom.demand_fit(tx, person, incident)
    now = byhand.with_person(last, person, incident, tx.policy, tx.now)
    return _begun(incident, now, Push(by=ask.person, why=named.after_first().text, to=person), tx)


def _to_policy(ask: Ask, incident: Incident, last: Run | None, named: Words, tx: Tx) -> Decision:
    """A policy by its name, or a team: its primary, its backup, all of it."""
    name, plan = _plan(named.tokens[0], incident, tx)
    now = running.new(last, plan, incident, tx.now)
    return _begun(incident, now, Push(by=ask.person, why=named.after_first().text, name=name), tx)


def _plan(token: Token, incident: Incident, tx: Tx) -> tuple[str, Plan]:
    """The plan that a name means, and the name as the settings write it."""
    severity = tx.policy.severity(incident.severity)
    policy, team = tx.policy.escalation(token.text), tx.policy.team(token.text)
    if policy:
        name, plan = policy.name, choosing.planned(policy, severity, tx.policy)
    elif team:
        patient = replace(severity, acknowledge_within=severity.acknowledge_within or byhand.WAIT)
        name, plan = team.name, choosing.shipped(team.name, patient, tx.policy)
    else:
        raise _unknown(token.text, tx)
    if plan is None:
        raise Refused(
            "Nobody was paged: the policy {name} has no step for {severity}. Name a person: `/incident escalate {key} "
            "to @person`.",
            name=name,
            severity=severity.name,
            key=incident.key,
        )
    return name, plan


def _begun(incident: Incident, now: Run, push: Push, tx: Tx) -> Decision:
    reached = Directory(tx, tx.now).reached(choosing.targets(now.plan))
    return byhand.begun(incident, now, reached, push, tx.now)


def _nobody_named(tx: Tx) -> Refused:
    """`to`, and then nothing."""
    names = _names(tx)
    if not names:
        return Refused("Nobody was paged: to whom? Type @ and pick a person: `/incident escalate to @person`.")
    return Refused(
        "Nobody was paged: to whom? Type @ and pick a person from the list, or name one of these: {names}.", names=names
    )


def _names(tx: Tx) -> str:
    """What can be named: policies and teams."""
    named = [*(one.name for one in tx.policy.escalations), *(one.name for one in tx.policy.teams)]
    return ", ".join(dict.fromkeys(named[:10]))


def _unknown(name: str, tx: Tx) -> Refused:
    """Nobody and no policy is called that: what there is, or how to pick a person."""
    names = _names(tx)
    if not names:
        return Refused(
            "Nobody was paged: I do not know “{name}”. Type @ and pick a person from the list: `/incident escalate to "
            "@person`.",
            name=name,
        )
    return Refused(
        "Nobody was paged: I do not know “{name}”. Type @ and pick a person from the list, or name one of these: "
        "{names}.",
        name=name,
        names=names,
    )


def _told(incident: Incident, decision: Decision, tx: Tx) -> Reply:
    people = [page.person for page in byhand.paged(incident, decision)]
    found = known(tx, people)
    names = ", ".join(found[person].name for person in people)
    if not names:
        stopped = decision.run is not None and decision.run.state is RunState.EXHAUSTED
        return reply(Answer.ESCALATED_OUT if stopped else Answer.ESCALATED, key=incident.key)
    return reply(Answer.PAGED, key=incident.key, names=names)


COMMAND = Command(
    name="escalate",
    usage="[to @person | policy | team | all] [reason]",
    summary="Page the next one now, or a person, a policy, everybody again",
    example="escalate nobody here knows this database",
    run=run,
    aliases=("升级",),
)
