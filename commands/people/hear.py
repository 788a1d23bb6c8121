"""Asked by the courier: whether a follower may still be told, and what follows where they cannot be."""

from commands.core import sees
from incidents import messages
from incidents.messages import DM, Message, MessageKind
from incidents.model import Incident, PersonId
from incidents.people import following
from incidents.people.following import Follow
from incidents.permissions import Act, Circle, circle, may
from storage.delivery.claims import Job
from storage.tx import Tx

TO_FOLLOWERS = frozenset({MessageKind.FOLLOW, MessageKind.DIGEST})
OUT = "follower_out"  # Not Slack's: the follower may not be told this any more.


def hears(tx: Tx, message: Message, incident: Incident | None) -> bool:
    """True if this follower may be told this now: a channel nothing private, a person what they may see."""
    follower = message.values["follower"]
    if incident and incident.test:
        return False
    if following.is_channel(follower):
        return incident is None or messages.is_announced(incident)
    return _may_see(tx, PersonId(follower), incident)


def _may_see(tx: Tx, person: PersonId, incident: Incident | None) -> bool:
    facts = tx.people.known([person]).get(person)
    inside = incident is not None and incident.private and tx.people.is_member(incident.id, person)
    where = circle(incident, member=inside) if incident else Circle.PUBLIC
    return facts is not None and may(facts.standing, Act.SEE, where)


def followed(tx: Tx, person: PersonId) -> tuple[Follow, ...]:
    """What a person follows; an incident that they may not see any more is not named."""
    found = tx.follows.of(person)
    keys = [key for follow in found if (key := following.key(follow.subject))]
    incidents = tx.incidents.shown({int(key.removeprefix("INC-")) for key in keys}).values()
    named = {incident.key for incident in incidents if sees(tx, person, incident)}
    return tuple(follow for follow in found if (key := following.key(follow.subject)) is None or key in named)


def parts(tx: Tx, job: Job, incident: Incident | None, code: str, *, lost: bool) -> None:
    """A message to a follower cannot be delivered. Who may see nothing any more or is `lost` to Slack follows nothing
    any more; who only left one private incident keeps the rest.
    """
    follower = job.message.values["follower"]
    if not (tx.outbox.superseded(job) if code == OUT else tx.outbox.dead(job, code)):
        return
    if lost and (code != OUT or not _may_see(tx, PersonId(follower), None)):
        _tell_who_arranged_it(tx, follower, incident, code)
        tx.follows.drop(follower)
    elif lost and incident:
        tx.follows.drop(follower, incident.key)


def _tell_who_arranged_it(tx: Tx, room: str, incident: Incident | None, code: str) -> None:
    if not following.is_channel(room) or incident is None:
        return
    for person in {follow.added_by for follow in tx.follows.of(room)}:
        message = Message(
            kind=MessageKind.MISHAP,
            key=f"unfollowed/{room}/{person}/{tx.now.isoformat()}",
            lane=f"{DM}{person}",
            values={"mishap": "unfollowed", "code": code, "room": room},
        )
        tx.outbox.owe(incident.id, [message])
        tx.stirred = True
