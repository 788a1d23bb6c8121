"""`/incident ready @person backup checkout`: a mentor's word that somebody is ready for a seat of a service."""

from commands.core import Ask, Command, known
from commands.oncall import review, seats
from commands.words import TokenKind, Words, people
from incidents.decision import Refused
from incidents.model import PersonId, Who
from incidents.oncall.model import Seat
from incidents.oncall.swapping import Ready
from incidents.permissions import Act, may
from incidents.policy import Service
from incidents.reply import Answer, Readiness, Reply, reply
from storage.tx import Tx

SEATS = {"primary": Seat.PRIMARY, "a角": Seat.PRIMARY, "backup": Seat.BACKUP, "b角": Seat.BACKUP}


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Sign that somebody is ready; without a seat, show who is ready for a service or what a person is ready for."""
    named = people(said)
    left = said.without(said.of(TokenKind.PERSON))
    chosen = [token for token in left.tokens if token.text.casefold() in SEATS]
    service = tx.policy.service(left.without(chosen).line)
    if not chosen:
        rows = tx.oncall.signed(service.name if service else "", named[0] if named else "")
        return Reply(kind=Answer.READINESS, data=Readiness(tuple(rows)))
    if not named or service is None:
        raise Refused(
            "Who is ready for what? Write `/incident {example}`; services are: {names}.",
            example="ready @person backup service",
            names=", ".join(one.name for one in tx.policy.services) or "-",
        )
    return _sign(ask, named[0], SEATS[chosen[0].text.casefold()], service, tx)


def _sign(ask: Ask, person: PersonId, seat: Seat, service: Service, tx: Tx) -> Reply:
    if not may(known(tx, [person])[person].standing, Act.CHANGE):
        raise Refused("{owner} cannot be on call: no member of this workspace.", owner=Who(person))
    if person == ask.person:
        raise Refused("Nobody signs for themselves: ask whoever you learn from.")
    found = seats.rota(tx, service.team) if service.team else None
    if found and ask.person not in found.schedule.seated:
        raise Refused("Only who is on call for {name} says who is ready for it.", name=service.name)
    signed = {one.seat for one in tx.oncall.signed(service.name) if one.person == person}
    if seat is Seat.PRIMARY and Seat.BACKUP not in signed:
        raise Refused(
            "First ready as backup, then as primary: `/incident {example}`.",
            example=f"ready @person backup {service.name}",
        )
    tx.oncall.sign(Ready(person=person, service=service.name, seat=seat, signed_by=ask.person, signed_at=tx.now))
    if found:  # Whoever is behind somebody and not signed off may be news from the first sign-off on.
        review.soon(found.schedule.name, tx)
    kind = Answer.READY_PRIMARY if seat is Seat.PRIMARY else Answer.READY_BACKUP
    return reply(kind, owner=Who(person), name=service.name)


def _shows(said: Words) -> bool:
    """Whether a sentence signs nothing."""
    return not any(token.text.casefold() in SEATS for token in said.tokens)


COMMAND = Command(
    name="ready",
    usage="@person backup | primary service | service | @person",
    summary="Say that somebody is ready to be on call for a service, or show who is",
    example="ready checkout",
    run=run,
    aliases=("signoff", "就绪"),
    shows=_shows,
)
