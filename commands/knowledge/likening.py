"""What looks like an incident, put together for those who read it: matches of the index, what people said of them, and
where they were run.
"""

from collections.abc import Sequence

from commands.core import Ask, Unread, sees
from commands.knowledge import twins
from incidents.knowledge import alike, concepts, judging
from incidents.knowledge.alike import Alikes, Likeness
from incidents.knowledge.meaning import Near
from incidents.knowledge.ranking import Match
from incidents.model import Incident, PersonId
from storage.knowledge.past import Question
from storage.tx import Tx

LOOKED_AT = 12  # Matches of which the first few that may be seen are shown.
NOBODY = PersonId("")  # Sees what is public: a channel has readers who are not inside other incidents.


def matches(tx: Tx, incident: Incident, person: PersonId = NOBODY, *, near: Sequence[Near] = ()) -> Sequence[Match]:
    """The past incidents most like this one, of those that the person may see; none for one without a word. `near` are
    those that lie near in meaning.
    """
    text = alike.question(incident)
    if not text:
        return ()
    asked = Question(text=text, person=person, service=incident.service, but=incident.id, near=near)
    return tx.knowledge.similar(asked)[:LOOKED_AT]


def shown(tx: Tx, about: Incident | None, found: Sequence[Match], person: PersonId = NOBODY) -> tuple[Likeness, ...]:
    """The first of these as they are now, with what the people of this incident said of them."""
    said = tx.likenesses.of(about.id) if about else {}
    kept = judging.applied(found, said)
    incidents = tx.incidents.shown([match.id for match in kept])
    seen = [match for match in kept if match.id in incidents and _may_be_seen(tx, incidents[match.id], person)]
    first = seen[: alike.MOST]
    places = tx.places.channels([incidents[match.id].key for match in first])
    learned = tx.postmortems.articles([match.id for match in first])
    return tuple(
        Likeness(
            incident=one,
            tier=match.tier,
            words=alike.why(one, match.shared, concepts.lexicon()),
            same_service=match.same_service,
            near=match.near,
            channel=place.channel if (place := places.get(one.key)) else None,
            verdict=said.get(one.id),
            article=learned.get(one.id),
        )
        for match in first
        for one in (incidents[match.id],)
    )


def _may_be_seen(tx: Tx, one: Incident, person: PersonId) -> bool:
    return not one.private or (person != NOBODY and sees(tx, person, one))


def of_incident(tx: Tx, ask: Ask, incident: Incident) -> Alikes:
    """For the asker alone: what looks like this one, an open one among them. Raises Unread."""
    near = _near(ask, alike.question(incident))
    found = shown(tx, incident, matches(tx, incident, ask.person, near=near), ask.person)
    twin = twins.found(ask, incident, tx) if incident.is_open else None
    return Alikes(about=incident, found=found, open_one=twin.brief if twin else None)


def of_text(tx: Tx, ask: Ask, text: str) -> Alikes:
    """For the asker alone: what looks like a text. Raises Unread."""
    near = _near(ask, text)
    found = tx.knowledge.similar(Question(text=text, person=ask.person, near=near))[:LOOKED_AT]
    return Alikes(found=shown(tx, None, found, ask.person))


def _near(ask: Ask, text: str) -> Sequence[Near]:
    """What lies near in meaning, once that was looked up; that takes its time, and no transaction waits for it."""
    if ask.near is None:
        raise Unread(text)
    return ask.near


def in_channel(tx: Tx, incident: Incident, found: Sequence[Match]) -> Alikes:
    """For whoever reads the incident's channel."""
    return Alikes(about=incident, found=shown(tx, incident, found))


def helped(tx: Tx, incident: Incident) -> Incident | None:
    """The past incident that this one's people called the same: whether it helped is asked at the end."""
    said = tx.likenesses.of(incident.id)
    same = [number for number, verdict in said.items() if verdict is judging.Verdict.SAME]
    found = tx.incidents.shown(same[-1:])
    return next((one for one in found.values() if not one.private), None)
