"""`/incident page @person | team | service [why]`: ask people to come, by DM."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from commands import whom
from commands.core import Ask, Command, known, subject
from commands.words import Token, TokenKind, Words
from incidents.decision import Choice, Refused
from incidents.escalation import running
from incidents.life.lifecycle import over
from incidents.model import Incident, PersonId
from incidents.people import paging, ringing
from incidents.policy import Team
from incidents.reply import Answer, FormKind, Reply, reply, show
from storage.tx import Tx

COMING, CANNOT = "coming", "cannot"
AND = ("and", "&", "+", ",", "和")
FIELDS = ("team:", "svc:", "service:")
MOST_OFFERED = 5


@dataclass(slots=True)
class Wanted:
    """Who is wanted: people by name, people as members of a team, and what names nobody here."""

    named: list[PersonId] = field(default_factory=list)
    members: dict[PersonId, str] = field(default_factory=dict)
    nobody: list[str] = field(default_factory=list)

    def people(self, asker: PersonId) -> Mapping[PersonId, str]:
        """Everybody once, with the team they are asked as. The asker is not, unless by name or alone in the team."""
        others = {person: team for person, team in self.members.items() if person != asker}
        return {**(others or self.members), **dict.fromkeys(self.named, "")}


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Page everybody who is named, whose team is named or whose team answers for the service; without a name, show
    the form.
    """
    incident, left = subject(ask, said, tx)
    flags = [flag for flag in left.of(TokenKind.FLAG) if flag.value in (COMING, CANNOT)]
    if flags:
        return _answered(ask, incident, left.without(flags), tx, coming=flags[0].value == COMING)
    if not incident.is_open:
        raise over(incident)
    if not (ask.form or left.tokens):
        return show(FormKind.PAGE, incident)
    wanted, why = _of_form(ask, tx) if ask.form else _of_words(ask, incident, left, tx)
    return _page(ask, incident, wanted, why, tx)


def _page(ask: Ask, incident: Incident, wanted: Wanted, why: str, tx: Tx) -> Reply:
    people = wanted.people(ask.person)
    able, unable = whom.fit(tx, people, incident)
    if not able:
        raise _nobody(incident, [person.id for person in unable], wanted, tx)
    lately = [person for person in able if paging.asked_lately(incident, person.id, tx.now)]
    paged = [person for person in able if person not in lately]
    tx.record(paging.page(incident, {one.id: people[one.id] for one in able}, why, by=ask.person, now=tx.now))
    told = [
        *_said(Answer.PAGED, incident, [person.name for person in paged]),
        *_said(Answer.PAGED_LATELY, incident, [person.name for person in lately]),
        *_said(Answer.NOT_PAGED, incident, [*(person.name for person in unable), *wanted.nobody]),
    ]
    return replace(told[0], more=tuple(told[1:]))


def _said(kind: Answer, incident: Incident, names: Sequence[str]) -> tuple[Reply, ...]:
    return (reply(kind, key=incident.key, names=", ".join(names)),) if names else ()


def _of_form(ask: Ask, tx: Tx) -> tuple[Wanted, str]:
    wanted = Wanted()
    if person := ask.form.get("owner"):
        wanted.named.append(PersonId(person))
    if team := tx.policy.team(ask.form.get("team", "")):
        _add_team(wanted, team, tx)
    if not (wanted.named or wanted.members or wanted.nobody):
        raise Refused("Choose a person or a team.")
    return wanted, ask.form.get("why", "")


def _of_words(ask: Ask, incident: Incident, left: Words, tx: Tx) -> tuple[Wanted, str]:
    """Whoever is named in front, then why. A name that nobody has is refused only where no other is known."""
    wanted, tokens = Wanted(), list(left.tokens)
    if left.first.casefold() in whom.ME:
        wanted.named.append(ask.person)
        tokens = tokens[1:]
    while tokens and (_add(wanted, tokens[0], tx) or (tokens[0].text.casefold() in AND and len(tokens) > 1)):
        tokens = tokens[1:]
    if not (wanted.named or wanted.members or wanted.nobody):
        wanted.nobody.append(left.first)
        raise _nobody(incident, (), wanted, tx)
    return wanted, Words(left.source, tuple(tokens)).text


def _add(wanted: Wanted, token: Token, tx: Tx) -> bool:
    """Add whom a token names; False where it names nobody and begins the reason."""
    if token.kind is TokenKind.PERSON:
        wanted.named.append(PersonId(token.value))
        return True
    name = token.text.removeprefix("@")
    if token.kind is TokenKind.FIELD and token.value.startswith(FIELDS):
        name = token.value.partition(":")[2]
    if team := _team(name, tx):
        _add_team(wanted, team, tx)
        return True
    if token.kind is TokenKind.HANDLE:
        wanted.nobody.append(token.text)
    return token.kind is TokenKind.HANDLE


def _team(name: str, tx: Tx) -> Team | None:
    """The team of this name, or the one that answers for the service of this name."""
    service = tx.policy.service(name)
    return tx.policy.team(name) or (tx.policy.team(service.team) if service else None)


def _add_team(wanted: Wanted, team: Team, tx: Tx) -> None:
    """Its members by Slack id, or by e-mail address as far as Slack told us whose it is."""
    emails = [member.lower() for member in team.members if "@" in member]
    found = tx.people.of_emails(emails)
    for member in team.members:
        person = found.get(member.lower()) if "@" in member else PersonId(member)
        if person is None:
            wanted.nobody.append(member)
        else:
            wanted.members.setdefault(person, team.name)
    if not team.members:
        wanted.nobody.append(team.name)


def _nobody(incident: Incident, unable: Sequence[PersonId], wanted: Wanted, tx: Tx) -> Refused:
    """Nobody can be paged by this name: the nearest that works is a person picked from the list, or a team."""
    if unable:
        whom.demand_fit(tx, unable[0], incident)
    teams = (team.name for team in tx.policy.teams[:MOST_OFFERED] if team.members)
    return Refused(
        "Nobody was paged: nobody here answers to “{name}”. Type @ and pick a person from the list, or name a team.",
        name=", ".join(wanted.nobody),
        choices=tuple(Choice("Page {name}", f'page "{name}"', incident.id, values=(("name", name),)) for name in teams),
    )


def _answered(ask: Ask, incident: Incident, left: Words, tx: Tx, *, coming: bool) -> Reply:
    decision = paging.answer(incident, coming=coming, why=left.text, by=ask.person, now=tx.now)
    page = paging.page_of(incident, ask.person)
    if page and not coming:
        decision = running.hastened(decision, tx.runs.last(incident.id), running.stage(page), tx.now)
    tx.record(decision)
    if page:
        tx.outbox.drop(ringing.owing(incident, page))
    if coming:
        return reply(Answer.COMING, key=incident.key)
    called = paging.since(incident, page) if page else ()
    if not called:
        return reply(Answer.CANNOT, key=incident.key)
    found = known(tx, called)
    return reply(Answer.CANNOT_SINCE, key=incident.key, names=", ".join(found[one].name for one in called))


COMMAND = Command(
    name="page",
    usage="@person | team | service [why]",
    summary="Ask a person, a team or a service's team to come, by DM",
    example="page me",
    run=run,
    aliases=("call", "alert", "notify", "呼叫"),
    urgent=True,
)
