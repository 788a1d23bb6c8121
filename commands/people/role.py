"""`/incident role comms | scribe @person | me | nobody`: who does which part."""

from dataclasses import replace

from commands import whom
from commands.core import Ask, Command, subject
from commands.people import owner
from commands.words import Token, TokenKind, Words
from incidents.decision import Choice, Refused
from incidents.life.lifecycle import over
from incidents.model import Incident, PersonId, Who
from incidents.people import roles
from incidents.people.roles import Part
from incidents.reply import Answer, FormKind, Reply, reply, show
from storage.tx import Tx

OWNER = "owner"
WORDS: dict[str, Part | str] = {
    **dict.fromkeys(("comms", "comm", "communications", "communication", "沟通", "对外"), Part.COMMS),
    **dict.fromkeys(("scribe", "notes", "notetaker", "记录"), Part.SCRIBE),
    **dict.fromkeys(("own", "owner", "lead", "commander", "ic", "负责人"), OWNER),
}
NOBODY = ("nobody", "none", "off", "clear", "no-one", "无", "没人")
FREE, BACK = "free", "back"  # Typed by buttons: take it only if nobody has it; give it up only if it is mine.


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Give, take or give up a part; without a part or a person, show the form."""
    incident, left = subject(ask, said, tx)
    if not incident.is_open:
        raise over(incident)
    part, left = _of_form(ask, left) if ask.form else _part(left, incident)
    if part is None:
        return show(FormKind.ROLE, incident)
    if part is OWNER or not isinstance(part, Part):
        return owner.run(replace(ask, about=incident.id), left, tx)
    flags = {flag.value for flag in left.of(TokenKind.FLAG)}
    had = roles.holder(incident, part)
    if FREE in flags and had and had != ask.person:
        return _told(incident, part, "taken", owner=Who(had))
    if BACK in flags and had != ask.person:
        return _told(incident, part, "not_yours")
    if not (ask.form or left.tokens):
        return show(FormKind.ROLE, incident, role=part.value, owner=had or "")
    to = None if BACK in flags else _whom(ask, left, incident, tx)
    decision = roles.assign(incident, part, to, by=ask.person, now=tx.now)
    tx.record(decision)
    if to is None:
        return _told(incident, part, "nobody")
    how = "yours" if to == ask.person else "already" if decision.incident == incident else "given"
    return _told(incident, part, how, owner=Who(to))


def _told(incident: Incident, part: Part, how: str, owner: Who | None = None) -> Reply:
    told = reply(Answer.ROLE, key=incident.key, role=part.value, how=how)
    return replace(told, values={**told.values, "owner": owner}) if owner else told


def _of_form(ask: Ask, left: Words) -> tuple[Part | str | None, Words]:
    return WORDS.get(ask.form.get("role", "")), left


def _part(left: Words, incident: Incident) -> tuple[Part | str | None, Words]:
    """The part named anywhere in the sentence, and the rest of it."""
    named = next((token for token in left.tokens if token.text.casefold() in WORDS), None)
    if named is not None:
        return WORDS[named.text.casefold()], left.without((named,))
    if not left.tokens:
        return None, left
    whose = next((_typed(token) for token in left.of(TokenKind.PERSON)), "me")
    raise Refused(
        "Which part? I know `comms`, `scribe` and `owner`.",
        choices=(
            Choice("Comms", f"role comms {whose}", incident.id),
            Choice("Scribe", f"role scribe {whose}", incident.id),
            Choice("Owner", f"owner {whose}", incident.id),
        ),
    )


def _typed(token: Token) -> str:
    return f"<@{token.value}>"


def _whom(ask: Ask, left: Words, incident: Incident, tx: Tx) -> PersonId | None:
    if left.first.casefold() in NOBODY or (ask.form and not ask.form.get("owner")):
        return None
    to = whom.named(ask, left, hint="role comms me")
    if to != ask.person:
        whom.demand_fit(tx, to, incident)
    return to


COMMAND = Command(
    name="role",
    usage="comms | scribe @person | me | nobody",
    summary="Say who does the comms and who writes the record",
    example="role comms me",
    run=run,
    aliases=("roles", "分工"),
)
