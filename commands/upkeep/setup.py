"""`/incident setup`: what a workspace must settle, in three forms. Each is saved as a version of sitrep.toml."""

from commands.core import Ask, Command, known
from commands.words import Words
from incidents.decision import Refused
from incidents.model import PersonId
from incidents.permissions import Act, may
from incidents.policy import Policy
from incidents.reply import Answer, Form, FormKind, Reply, reply
from incidents.upkeep import settling
from incidents.upkeep.writing import written
from storage.tx import Tx

CHANNEL, SEVERITIES, TEAM = "1", "2", "3"


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Show the first form; take one and show the next; after the last say which version is in force."""
    form = ask.form
    if "channel" in form:
        _settle(ask, tx, settling.announce(tx.policy, form["channel"], form.get("language", "") or tx.policy.language))
        return _step(SEVERITIES)
    if "severities" in form:
        _settle(ask, tx, settling.grade(tx.policy, form["severities"], form.get("default", "")))
        return _step(TEAM)
    if "team" in form:
        version = _settle(ask, tx, _manned(ask, tx)) if form["team"].strip() else tx.settings.version()
        return reply(Answer.SET_UP if version else Answer.SET_UP_ALREADY, number=version)
    return _step(CHANNEL)


def _step(number: str) -> Reply:
    return Reply(kind=Answer.FORM, form=Form(FormKind.SETUP, None, {"step": number}))


def _manned(ask: Ask, tx: Tx) -> Policy:
    named = [PersonId(ask.form[role]) for role in ("primary", "backup") if ask.form.get(role)]
    people = known(tx, named)
    for person in people.values():
        if not may(person.standing, Act.CHANGE):
            raise Refused("{name} is a guest here, or has no account any more. Name a member.", name=person.name)
    if len(set(named)) < len(named):
        raise Refused("Primary and backup are the same person. Leave the backup empty, or name another.")
    return settling.man(tx.policy, ask.form["team"], named)


def _settle(ask: Ask, tx: Tx, policy: Policy) -> int:
    """Write a version, if it says anything new, on the one that is in force; the number in force then."""
    version = tx.settings.version()
    if version != tx.policy.version:
        raise Refused("The settings were changed a moment ago. Look at them, then send this again.")
    if policy == tx.policy:
        return version
    return tx.enact(policy, written(policy), by=ask.person, after=version).version


COMMAND = Command(
    name="setup",
    usage="",
    summary="Settle channel, severities and the first team; for admins",
    example="setup",
    run=run,
    act=Act.SETTLE,
    aliases=("settings", "configure", "设置"),
)
